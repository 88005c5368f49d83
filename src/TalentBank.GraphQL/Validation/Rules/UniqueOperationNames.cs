using TalentBank.GraphQL.Language;

namespace TalentBank.GraphQL.Validation.Rules;

/// <summary>An operation is known by its name alone. Specification, section 5.2.2.1.</summary>
public sealed class UniqueOperationNames(ValidationContext context) : Rule
{
    private readonly Dictionary<string, Ast.Name> _known = [];

    public override void Enter(Ast.Node node)
    {
        if (node is Ast.OperationDefinition { Name: { } name } && !_known.TryAdd(name.Value, name))
            context.Report($"There can be only one operation named \"{name.Value}\".", _known[name.Value], name);
    }
}
