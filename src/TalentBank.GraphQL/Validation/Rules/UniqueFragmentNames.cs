using TalentBank.GraphQL.Language;

namespace TalentBank.GraphQL.Validation.Rules;

/// <summary>A fragment is known by its name alone. Specification, section 5.5.1.1.</summary>
public sealed class UniqueFragmentNames(ValidationContext context) : Rule
{
    private readonly Dictionary<string, Ast.Name> _known = [];

    public override void Enter(Ast.Node node)
    {
        if (node is Ast.FragmentDefinition { Name: var name } && !_known.TryAdd(name.Value, name))
            context.Report($"There can be only one fragment named \"{name.Value}\".", _known[name.Value], name);
    }
}
