using System.Collections.Frozen;
using System.Collections.Immutable;
using TalentBank.GraphQL.Language;

namespace TalentBank.GraphQL.Types;

/// <summary>A field of an object or interface (specification, section 3.6).</summary>
public sealed class Field(string name)
{
    private FrozenDictionary<string, Argument> _arguments = FrozenDictionary<string, Argument>.Empty;

    public string Name { get; } = name;

    public string? Description
    {
        get => field ?? Definition.Description?.Value;
        internal set;
    }

    /// <summary>The type that declares it; null for <c>__typename</c>, which every composite type has.</summary>
    public ImplementingType? Parent { get; internal init; }

    public required GraphQLType Type { get; init; }

    public ImmutableArray<Argument> Arguments
    {
        get;
        internal set
        {
            field = value;
            _arguments = NameTable.Of(value, static argument => argument.Name);
        }
    } = [];

    /// <summary>Its number among all fields of the schema, from 0 to below <see cref="Schema.FieldCount"/>: an array's index.</summary>
    public int Ordinal { get; internal set; }

    public AppliedDirectives Directives { get; internal set; } = AppliedDirectives.None;

    /// <summary>Why not to use it any more (section 3.13.3); null if it is in use.</summary>
    public string? DeprecationReason => Directives.DeprecationReason;

    public required Ast.FieldDefinition Definition { get; init; }

    /// <summary>
    /// How an introspection field answers, from its parent's value and its coerced arguments; null for every other field.
    /// The values are the type system's own objects; <c>__typename</c> is the executor's to answer.
    /// </summary>
    public Func<object?, IReadOnlyDictionary<string, object?>, object?>? Introspect { get; internal set; }

    /// <summary>The argument of that name; null if there is none.</summary>
    public Argument? Argument(string name) => _arguments.GetValueOrDefault(name);

    /// <summary>Its schema coordinate: <c>Type.field</c>.</summary>
    public override string ToString() => Parent is null ? Name : $"{Parent}.{Name}";
}
