using System.Collections.Frozen;
using System.Collections.Immutable;

namespace TalentBank.GraphQL.Types;

/// <summary>A type with fields, which may implement interfaces: an object or an interface.</summary>
public abstract class ImplementingType(string name) : CompositeType(name)
{
    private FrozenDictionary<string, Field> _fields = FrozenDictionary<string, Field>.Empty;

    public ImmutableArray<Field> Fields
    {
        get;
        internal set
        {
            field = value;
            _fields = NameTable.Of(value, static item => item.Name);
        }
    } = [];

    /// <summary>The interfaces it declares.</summary>
    public ImmutableArray<InterfaceType> Interfaces { get; internal set; } = [];

    /// <summary>The field of that name, without the meta-fields (<see cref="Schema.Field"/> has these too); null if there is none.</summary>
    public Field? Field(string name) => _fields.GetValueOrDefault(name);
}
