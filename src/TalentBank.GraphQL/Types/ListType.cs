namespace TalentBank.GraphQL.Types;

/// <summary>Specification, section 3.11. Made by <see cref="GraphQLType.List"/>.</summary>
public sealed class ListType : GraphQLType
{
    internal ListType(GraphQLType of) => Of = of;

    public GraphQLType Of { get; }

    public override NamedType Named => Of.Named;

    public override string ToString() => $"[{Of}]";
}
