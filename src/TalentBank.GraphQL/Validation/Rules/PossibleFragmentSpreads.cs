using TalentBank.GraphQL.Language;
using TalentBank.GraphQL.Types;

namespace TalentBank.GraphQL.Validation.Rules;

/// <summary>A fragment can apply where it is spread: some object type is possible for both. Specification, section 5.5.2.3.</summary>
public sealed class PossibleFragmentSpreads(ValidationContext context) : Rule
{
    public override void Enter(Ast.Node node)
    {
        switch (node)
        {
            case Ast.InlineFragment when context.Position.Output is CompositeType type:
                Check("Fragment", type, node);
                break;
            case Ast.FragmentSpread spread when context.TryGetFragment(spread.Name.Value, out var fragment)
                && context.Schema.Type(fragment.TypeCondition.Name.Value) is CompositeType type:
                Check($"Fragment \"{spread.Name.Value}\"", type, node);
                break;
        }
    }

    private void Check(string subject, CompositeType type, Ast.Node node)
    {
        if (context.Position.Parent is { } parent && !type.Overlaps(parent))
            context.Report($"{subject} cannot be spread here as objects of type \"{parent}\" can never be of type \"{type}\".", node);
    }
}
