using TalentBank.GraphQL.Language;

namespace TalentBank.GraphQL.Types.Rules;

/// <summary>A type keeps what the interfaces that it declares promise: IsValidImplementation(). Specification, section 3.6, Type Validation.</summary>
internal static class Interfaces
{
    public static void Check(SchemaContext context)
    {
        foreach (var type in context.Types.OfType<ImplementingType>())
        {
            var known = new HashSet<string>();
            foreach (var declared in Declared(type))
            {
                var name = declared.Name.Value;
                if (context.Schema.Type(name) is not InterfaceType implemented)
                    context.Report($"Type {type} must only implement Interface types, it cannot implement {name}.", Declared(type, name));
                else if (ReferenceEquals(type, implemented))
                    context.Report($"Type {type} cannot implement itself because it would create a circular reference.", Declared(type, name));
                else if (!known.Add(name))
                    context.Report($"Type {type} can only implement {name} once.", Declared(type, name));
                else
                    Check(context, type, implemented);
            }
        }
    }

    private static void Check(SchemaContext context, ImplementingType type, InterfaceType implemented)
    {
        var declared = Declared(type).Select(static name => name.Name.Value).ToHashSet();
        foreach (var inherited in Declared(implemented).Select(static name => name.Name.Value))
        {
            if (declared.Contains(inherited))
                continue;
            context.Report(
                inherited == type.Name
                    ? $"Type {type} cannot implement {implemented} because it would create a circular reference."
                    : $"Type {type} must implement {inherited} because it is implemented by {implemented}.",
                [.. Declared(implemented, inherited), .. Declared(type, implemented.Name)]);
        }
        foreach (var promised in implemented.Fields)
        {
            if (type.Field(promised.Name) is { } field)
                Check(context, field, promised);
            else
                context.Report($"Interface field {promised} expected but {type} does not provide it.", [promised.Definition, .. type.Definitions]);
        }
    }

    private static void Check(SchemaContext context, Field field, Field promised)
    {
        if (!field.Type.IsSubtypeOf(promised.Type))
        {
            context.Report(
                $"Interface field {promised} expects type {promised.Type} but {field} is type {field.Type}.",
                promised.Definition.Type,
                field.Definition.Type);
        }
        foreach (var expected in promised.Arguments)
        {
            if (field.Argument(expected.Name) is not { } argument)
            {
                context.Report(
                    $"Interface field argument {promised}({expected.Name}:) expected but {field} does not provide it.",
                    expected.Definition,
                    field.Definition);
            }
            else if (!ReferenceEquals(argument.Type, expected.Type))
            {
                context.Report(
                    $"Interface field argument {promised}({expected.Name}:) expects type {expected.Type} but {field}({expected.Name}:) is type {argument.Type}.",
                    expected.Definition.Type,
                    argument.Definition.Type);
            }
        }
        foreach (var argument in field.Arguments)
        {
            if (argument.IsRequired && promised.Argument(argument.Name) is null)
            {
                context.Report(
                    $"Object field {field} includes required argument {argument.Name} that is missing from the Interface field {promised}.",
                    argument.Definition,
                    promised.Definition);
            }
        }
        if (field.DeprecationReason is not null && promised.DeprecationReason is null)
        {
            context.Report(
                $"Field {field} is deprecated, so the Interface field {promised} must be deprecated too.",
                SchemaContext.Deprecation(field.Definition.Directives),
                promised.Definition);
        }
    }

    private static IEnumerable<Ast.NamedType> Declared(ImplementingType type) =>
        type.Definitions.SelectMany(static part => ((Ast.ImplementingTypeDefinition)part).Interfaces);

    private static IEnumerable<Ast.NamedType> Declared(ImplementingType type, string name) =>
        Declared(type).Where(declared => declared.Name.Value == name);
}
