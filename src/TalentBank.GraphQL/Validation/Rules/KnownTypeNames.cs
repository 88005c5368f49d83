using TalentBank.GraphQL.Language;

namespace TalentBank.GraphQL.Validation.Rules;

/// <summary>Every type named is one of the schema. Specification, section 5.5.1.2 (and 5.8.2 for variables).</summary>
public sealed class KnownTypeNames(ValidationContext context) : Rule
{
    public override void Enter(Ast.Node node)
    {
        if (node is not Ast.NamedType { Name.Value: var name } || context.Schema.Type(name) is not null)
            return;
        var suggestion = context.Suggest(name, context.Schema.Types.Select(type => type.Name));
        context.Report($"Unknown type \"{name}\".{suggestion}", node);
    }
}
