using TalentBank.GraphQL.Language;

namespace TalentBank.GraphQL.Validation.Rules;

/// <summary>A fragment that is spread is defined. Specification, section 5.5.2.1.</summary>
public sealed class KnownFragmentNames(ValidationContext context) : Rule
{
    public override void Enter(Ast.Node node)
    {
        if (node is Ast.FragmentSpread { Name: var name } && context.Fragment(name.Value) is null)
            context.Report($"Unknown fragment \"{name.Value}\".", name);
    }
}
