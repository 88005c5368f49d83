using TalentBank.GraphQL.Language;

namespace TalentBank.GraphQL.Types.Rules;

/// <summary>Directives and their arguments are defined well. Specification, section 3.13, Type Validation.</summary>
internal static class Directives
{
    public static void Check(SchemaContext context)
    {
        foreach (var directive in context.Schema.DirectiveDefinitions)
        {
            context.CheckName(directive.Name, directive.Definition);
            foreach (var argument in directive.Arguments)
                context.CheckInput(argument, $"{directive}({argument.Name}:)", "argument", argument.Definition);
        }
        var reported = new HashSet<DirectiveDefinition>();
        foreach (var directive in context.Schema.DirectiveDefinitions)
        {
            if (!reported.Contains(directive) && Cycle(context.Schema, directive) is { } cycle)
            {
                reported.UnionWith(cycle);
                context.Report(
                    $"Directive {directive} must not refer to itself, which it does through: {string.Join(", ", cycle)}.",
                    cycle.Select(static member => member.Definition));
            }
        }
    }

    /// <summary>The way by which a definition refers to itself: over directives on its arguments and on the types of these.</summary>
    private static List<DirectiveDefinition>? Cycle(Schema schema, DirectiveDefinition start)
    {
        var seen = new HashSet<DirectiveDefinition>();
        var way = new List<DirectiveDefinition>();
        return Reaches(start) ? way : null;

        bool Reaches(DirectiveDefinition directive)
        {
            way.Add(directive);
            foreach (var next in RefersTo(schema, directive))
            {
                if (ReferenceEquals(next, start) || (seen.Add(next) && Reaches(next)))
                    return true;
            }
            way.RemoveAt(way.Count - 1);
            return false;
        }
    }

    private static IEnumerable<DirectiveDefinition> RefersTo(Schema schema, DirectiveDefinition directive)
    {
        var applied = new List<Ast.Directive>(directive.Definition.Directives);
        var types = new HashSet<NamedType>();
        foreach (var argument in directive.Arguments)
            Collect(argument);
        return applied.Select(node => schema.Directive(node.Name.Value)).OfType<DirectiveDefinition>();

        void Collect(InputValue input)
        {
            applied.AddRange(input.Definition.Directives);
            var type = input.Type.Named;
            if (!types.Add(type))
                return;
            applied.AddRange(type.Definitions.SelectMany(static part => part.Directives));
            foreach (var value in (type as EnumType)?.Values ?? [])
                applied.AddRange(value.Definition.Directives);
            foreach (var field in (type as InputObjectType)?.Fields ?? [])
                Collect(field);
        }
    }
}
