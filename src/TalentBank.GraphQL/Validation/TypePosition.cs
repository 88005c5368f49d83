using TalentBank.GraphQL.Types;

namespace TalentBank.GraphQL.Validation;

/// <summary>What the schema says of the node being walked. Whatever the document gets wrong is null.</summary>
public readonly record struct TypePosition
{
    /// <summary>The type whose fields the selection set selects.</summary>
    public CompositeType? Parent { get; internal init; }

    /// <summary>The innermost field around, or the field itself.</summary>
    public Field? Field { get; internal init; }

    /// <summary>The type that the field, fragment or operation yields.</summary>
    public GraphQLType? Output { get; internal init; }

    /// <summary>The directive around.</summary>
    public DirectiveDefinition? Directive { get; internal init; }

    /// <summary>The argument around, of <see cref="Directive"/> if there is one, else of <see cref="Field"/>.</summary>
    public Argument? Argument { get; internal init; }

    /// <summary>The type of value expected.</summary>
    public GraphQLType? Input { get; internal init; }

    /// <summary>What takes the value has a default of its own.</summary>
    public bool HasDefault { get; internal init; }

    /// <summary>The input object whose field takes the value.</summary>
    public InputObjectType? Within { get; internal init; }
}
