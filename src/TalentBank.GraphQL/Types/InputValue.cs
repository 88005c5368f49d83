using TalentBank.GraphQL.Language;

namespace TalentBank.GraphQL.Types;

/// <summary>An argument or an input field: the same grammar and the same introspection (specification, section 4.2.4).</summary>
public abstract class InputValue(string name)
{
    public string Name { get; } = name;

    public string? Description
    {
        get => field ?? Definition.Description?.Value;
        internal set;
    }

    public required GraphQLType Type { get; init; }

    /// <summary>The default as written; null if there is none.</summary>
    public Ast.Value? DefaultValue => Definition.DefaultValue;

    /// <summary>The default, coerced to <see cref="Type"/>; null also where there is none.</summary>
    public object? Default { get; internal set; }

    public bool HasDefault => DefaultValue is not null;

    /// <summary>It must be given, and not null: non-null without a default.</summary>
    public bool IsRequired => Type is NonNullType && !HasDefault;

    public AppliedDirectives Directives { get; internal set; } = AppliedDirectives.None;

    /// <summary>Why not to use it any more (section 3.13.3); null if it is in use.</summary>
    public string? DeprecationReason => Directives.DeprecationReason;

    public required Ast.InputValueDefinition Definition { get; init; }
}
