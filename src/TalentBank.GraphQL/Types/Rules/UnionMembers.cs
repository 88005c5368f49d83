using TalentBank.GraphQL.Language;

namespace TalentBank.GraphQL.Types.Rules;

/// <summary>A union has members, each once, and they are objects. Specification, section 3.8, Type Validation.</summary>
internal static class UnionMembers
{
    public static void Check(SchemaContext context)
    {
        foreach (var union in context.Types.OfType<UnionType>())
        {
            var members = union.Definitions.SelectMany(static part => ((Ast.UnionTypeDefinition)part).Members).ToArray();
            if (members.Length == 0)
                context.Report($"Union type {union} must define one or more member types.", union.Definitions);
            var known = new HashSet<string>();
            foreach (var name in members.Select(static member => member.Name.Value))
            {
                var same = members.Where(member => member.Name.Value == name);
                if (!known.Add(name))
                    context.Report($"Union type {union} can only include type {name} once.", same);
                else if (context.Schema.Type(name) is not ObjectType)
                    context.Report($"Union type {union} can only include Object types, it cannot include {name}.", same);
            }
        }
    }
}
