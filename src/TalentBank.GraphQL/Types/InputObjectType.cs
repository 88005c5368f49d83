using System.Collections.Frozen;
using System.Collections.Immutable;

namespace TalentBank.GraphQL.Types;

/// <summary>Specification, section 3.10. A coerced value is an <c>IReadOnlyDictionary&lt;string, object?&gt;</c>.</summary>
public sealed class InputObjectType(string name) : NamedType(name)
{
    private FrozenDictionary<string, InputField> _fields = FrozenDictionary<string, InputField>.Empty;

    public ImmutableArray<InputField> Fields
    {
        get;
        internal set
        {
            field = value;
            _fields = NameTable.Of(value, static item => item.Name);
        }
    } = [];

    /// <summary>Exactly one field must be given, and not null (section 3.10.1).</summary>
    public bool IsOneOf => Directives["oneOf"] is not null;

    /// <summary>The field of that name; null if there is none.</summary>
    public InputField? Field(string name) => _fields.GetValueOrDefault(name);
}
