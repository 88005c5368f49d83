using System.Collections.Immutable;
using TalentBank.GraphQL.Language;

namespace TalentBank.GraphQL.Types.Rules;

/// <summary>The schema that the rules check, and where they report to.</summary>
internal sealed class SchemaContext(Schema schema)
{
    private readonly List<GraphQLError> _errors = [];

    public Schema Schema { get; } = schema;

    /// <summary>The schema's own types, without those of introspection.</summary>
    public IEnumerable<NamedType> Types => Schema.Types.Where(static type => !BuiltInDefinitions.Types.ContainsKey(type.Name));

    public IReadOnlyList<GraphQLError> Errors => _errors;

    public void Report(string message, params IEnumerable<Ast.Node?> nodes) => _errors.Add(new GraphQLError(message)
    {
        Locations = [.. nodes.OfType<Ast.Node>().Select(static node => node.Location)],
    });

    /// <summary>Names that begin with two underscores are introspection's (section 4, Reserved Names).</summary>
    public void CheckName(string name, Ast.Node node)
    {
        if (name.StartsWith("__", StringComparison.Ordinal))
            Report($"Name \"{name}\" must not begin with \"__\", which is reserved by GraphQL introspection.", node);
    }

    /// <summary>Sections 3.6, 3.7, 3.10 and 3.13: its name, its type, and that what must be given is not deprecated.</summary>
    public void CheckInput(InputValue input, string coordinate, string requiredKind, Ast.Node placeOfWrongType)
    {
        CheckName(input.Name, input.Definition);
        if (!input.Type.IsInput)
            Report($"The type of {coordinate} must be Input Type but got: {input.Type}.", placeOfWrongType);
        if (input.IsRequired && input.DeprecationReason is not null)
            Report($"Required {requiredKind} {coordinate} cannot be deprecated.", Deprecation(input.Definition.Directives), input.Definition.Type);
    }

    public static Ast.Directive? Deprecation(ImmutableArray<Ast.Directive> directives) =>
        directives.FirstOrDefault(static directive => directive.Name.Value == "deprecated");
}
