using TalentBank.GraphQL.Language;

namespace TalentBank.GraphQL.Types;

/// <summary>A directive on a definition of the schema, its arguments coerced and defaults filled in (specification, section 3.13).</summary>
public sealed record AppliedDirective(
    DirectiveDefinition Definition, IReadOnlyDictionary<string, object?> Arguments, Ast.Directive Node)
{
    public string Name => Definition.Name;
}
