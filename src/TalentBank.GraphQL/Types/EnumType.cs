using System.Collections.Frozen;
using System.Collections.Immutable;

namespace TalentBank.GraphQL.Types;

/// <summary>Specification, section 3.9. A coerced value is its name.</summary>
public sealed class EnumType(string name) : NamedType(name)
{
    private FrozenDictionary<string, EnumValue> _values = FrozenDictionary<string, EnumValue>.Empty;

    public ImmutableArray<EnumValue> Values
    {
        get;
        internal set
        {
            field = value;
            _values = NameTable.Of(value, static enumValue => enumValue.Name);
        }
    } = [];

    /// <summary>The value of that name; null if there is none.</summary>
    public EnumValue? Value(string name) => _values.GetValueOrDefault(name);
}
