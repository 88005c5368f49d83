using System.Collections.Frozen;
using System.Collections.Immutable;

namespace TalentBank.GraphQL.Types;

/// <summary>What a selection set may stand on: an object, interface or union.</summary>
public abstract class CompositeType(string name) : NamedType(name)
{
    private FrozenSet<ObjectType> _possible = [];

    /// <summary>GetPossibleTypes(), section 5.5.2.3: the object types that a value may have, in the schema's order.</summary>
    public ImmutableArray<ObjectType> PossibleTypes
    {
        get;
        internal set
        {
            field = value;
            _possible = value.ToFrozenSet();
        }
    } = [];

    /// <summary>A union or an interface.</summary>
    public bool IsAbstract => this is not ObjectType;

    /// <summary>A value of this type may be of that object type.</summary>
    public bool IsPossible(ObjectType type) => ReferenceEquals(this, type) || _possible.Contains(type);

    /// <summary>Some object type is possible for both.</summary>
    public bool Overlaps(CompositeType other)
    {
        if (ReferenceEquals(this, other))
            return true;
        foreach (var type in PossibleTypes)
        {
            if (other.IsPossible(type))
                return true;
        }
        return false;
    }
}
