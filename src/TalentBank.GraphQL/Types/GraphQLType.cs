namespace TalentBank.GraphQL.Types;

/// <summary>
/// A type of a schema: named, or a list or non-null of another (specification, section 3.4).
/// A schema has one object for each type, so equal types are the same reference.
/// </summary>
public abstract class GraphQLType
{
    private ListType? _list;
    private NonNullType? _nonNull;

    /// <summary>The list of this type.</summary>
    public ListType List => _list ?? Interlocked.CompareExchange(ref _list, new ListType(this), null) ?? _list;

    /// <summary>This type without null.</summary>
    public NonNullType NonNull => this as NonNullType
        ?? _nonNull
        ?? Interlocked.CompareExchange(ref _nonNull, new NonNullType(this), null)
        ?? _nonNull;

    /// <summary>This type with null.</summary>
    public GraphQLType Nullable => this is NonNullType nonNull ? nonNull.Of : this;

    /// <summary>The innermost type, all wrappers removed.</summary>
    public abstract NamedType Named { get; }

    /// <summary>IsInputType(), section 3.4.2.</summary>
    public bool IsInput => Named is ScalarType or EnumType or InputObjectType;

    /// <summary>IsOutputType(), section 3.4.2.</summary>
    public bool IsOutput => Named is not InputObjectType;

    /// <summary>It has no fields: a scalar or an enum.</summary>
    public bool IsLeaf => this is ScalarType or EnumType;

    /// <summary>IsValidImplementationFieldType(), section 3.6: a value of this type is always one of the other.</summary>
    public bool IsSubtypeOf(GraphQLType other)
    {
        if (ReferenceEquals(this, other))
            return true;
        return (this, other) switch
        {
            (NonNullType sub, NonNullType super) => sub.Of.IsSubtypeOf(super.Of),
            (NonNullType sub, _) => sub.Of.IsSubtypeOf(other),
            (ListType sub, ListType super) => sub.Of.IsSubtypeOf(super.Of),
            (ObjectType sub, UnionType super) => super.IsPossible(sub),
            (ImplementingType sub, InterfaceType super) => sub.Interfaces.Contains(super),
            _ => false,
        };
    }

    /// <summary>The type in SDL: <c>[Name!]!</c>.</summary>
    public abstract override string ToString();
}
