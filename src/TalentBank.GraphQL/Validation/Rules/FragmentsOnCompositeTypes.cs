using TalentBank.GraphQL.Language;
using TalentBank.GraphQL.Types;

namespace TalentBank.GraphQL.Validation.Rules;

/// <summary>Only what has fields can be divided into fragments. Specification, section 5.5.1.3.</summary>
public sealed class FragmentsOnCompositeTypes(ValidationContext context) : Rule
{
    public override void Enter(Ast.Node node)
    {
        switch (node)
        {
            case Ast.InlineFragment { TypeCondition: { } condition } when IsLeafOrInput(condition):
                context.Report($"Fragment cannot condition on non composite type \"{condition.Name.Value}\".", condition);
                break;
            case Ast.FragmentDefinition fragment when IsLeafOrInput(fragment.TypeCondition):
                context.Report(
                    $"Fragment \"{fragment.Name.Value}\" cannot condition on non composite type \"{fragment.TypeCondition.Name.Value}\".",
                    fragment.TypeCondition);
                break;
        }
    }

    private bool IsLeafOrInput(Ast.NamedType condition) =>
        context.Schema.Type(condition.Name.Value) is not (null or CompositeType);
}
