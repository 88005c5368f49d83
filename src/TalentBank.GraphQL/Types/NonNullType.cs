namespace TalentBank.GraphQL.Types;

/// <summary>Specification, section 3.12. Made by <see cref="GraphQLType.NonNull"/>.</summary>
public sealed class NonNullType : GraphQLType
{
    internal NonNullType(GraphQLType of) => Of = of;

    /// <summary>A named or list type.</summary>
    public GraphQLType Of { get; }

    public override NamedType Named => Of.Named;

    public override string ToString() => $"{Of}!";
}
