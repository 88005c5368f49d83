using TalentBank.GraphQL.Language;

namespace TalentBank.GraphQL.Validation;

/// <summary>What one operation or fragment refers to by name.</summary>
internal sealed class DefinitionUses
{
    public List<VariableUse> Variables { get; } = [];

    public List<Ast.FragmentSpread> Spreads { get; } = [];
}
