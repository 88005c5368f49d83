using System.Collections.Frozen;
using System.Collections.Immutable;
using TalentBank.GraphQL.Language;

namespace TalentBank.GraphQL.Types;

/// <summary>Specification, section 3.13.</summary>
public sealed class DirectiveDefinition(string name)
{
    private FrozenDictionary<string, Argument> _arguments = FrozenDictionary<string, Argument>.Empty;

    /// <summary>Without the @.</summary>
    public string Name { get; } = name;

    public string? Description
    {
        get => field ?? Definition.Description?.Value;
        internal set;
    }

    public ImmutableArray<Argument> Arguments
    {
        get;
        internal set
        {
            field = value;
            _arguments = NameTable.Of(value, static argument => argument.Name);
        }
    } = [];

    /// <summary>It may stand more than once at one place.</summary>
    public bool IsRepeatable => Definition.Repeatable;

    public ImmutableArray<DirectiveLocation> Locations { get; internal init; } = [];

    public AppliedDirectives Directives { get; internal set; } = AppliedDirectives.None;

    /// <summary>Why not to use it any more; null if it is in use.</summary>
    public string? DeprecationReason => Directives.DeprecationReason;

    public required Ast.DirectiveDefinition Definition { get; init; }

    /// <summary>The argument of that name; null if there is none.</summary>
    public Argument? Argument(string name) => _arguments.GetValueOrDefault(name);

    public override string ToString() => $"@{Name}";
}
