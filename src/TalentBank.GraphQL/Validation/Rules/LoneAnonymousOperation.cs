using TalentBank.GraphQL.Language;

namespace TalentBank.GraphQL.Validation.Rules;

/// <summary>An operation without a name stands alone. Specification, section 5.2.3.1.</summary>
public sealed class LoneAnonymousOperation(ValidationContext context) : Rule
{
    private int _operations;

    public override void Enter(Ast.Node node)
    {
        if (node is Ast.Document document)
            _operations = document.Definitions.Count(definition => definition is Ast.OperationDefinition);
        else if (node is Ast.OperationDefinition { Name: null } && _operations > 1)
            context.Report("This anonymous operation must be the only defined operation.", node);
    }
}
