using TalentBank.GraphQL.Language;

namespace TalentBank.GraphQL.Validation.Rules;

/// <summary>Every fragment is reached from an operation. Specification, section 5.5.1.4.</summary>
public sealed class NoUnusedFragments(ValidationContext context) : Rule
{
    public override void Leave(Ast.Node node)
    {
        if (node is not Ast.Document document)
            return;
        var used = document.Definitions
            .OfType<Ast.OperationDefinition>()
            .SelectMany(context.FragmentsReachedFrom)
            .Select(fragment => fragment.Name.Value)
            .ToHashSet();
        foreach (var fragment in document.Definitions.OfType<Ast.FragmentDefinition>())
        {
            if (!used.Contains(fragment.Name.Value))
                context.Report($"Fragment \"{fragment.Name.Value}\" is never used.", fragment);
        }
    }
}
