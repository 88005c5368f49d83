using System.Collections.Immutable;
using TalentBank.GraphQL.Language;

namespace TalentBank.GraphQL.Types;

/// <summary>Specification, section 3.4.</summary>
public abstract class NamedType(string name) : GraphQLType
{
    public string Name { get; } = name;

    public string? Description
    {
        get => field ?? Definitions[0].Description?.Value;
        internal set;
    }

    public override NamedType Named => this;

    /// <summary>The directives on its definition and extensions.</summary>
    public AppliedDirectives Directives { get; internal set; } = AppliedDirectives.None;

    /// <summary>Its definition, then its extensions.</summary>
    public required ImmutableArray<Ast.TypeDefinition> Definitions { get; init; }

    /// <summary>Its name is reserved by section 4 (Introspection).</summary>
    public bool IsIntrospection => Name.StartsWith("__", StringComparison.Ordinal);

    public override string ToString() => Name;
}
