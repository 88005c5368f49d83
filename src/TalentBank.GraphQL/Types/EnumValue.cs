using TalentBank.GraphQL.Language;

namespace TalentBank.GraphQL.Types;

/// <summary>Specification, section 3.9.</summary>
public sealed class EnumValue(string name)
{
    public string Name { get; } = name;

    public string? Description
    {
        get => field ?? Definition.Description?.Value;
        internal set;
    }

    public AppliedDirectives Directives { get; internal set; } = AppliedDirectives.None;

    /// <summary>Why not to use it any more (section 3.13.3); null if it is in use.</summary>
    public string? DeprecationReason => Directives.DeprecationReason;

    public required Ast.EnumValueDefinition Definition { get; init; }
}
