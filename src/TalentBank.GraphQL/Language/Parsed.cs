using System.Diagnostics.CodeAnalysis;

namespace TalentBank.GraphQL.Language;

/// <summary>A text's syntax tree, or the first error in it.</summary>
public readonly record struct Parsed<TNode>
    where TNode : Ast.Node
{
    internal Parsed(TNode node, GraphQLError? error)
    {
        Node = error is null ? node : null;
        Error = error;
    }

    public TNode? Node { get; }

    public GraphQLError? Error { get; }

    [MemberNotNullWhen(true, nameof(Node))]
    [MemberNotNullWhen(false, nameof(Error))]
    public bool Succeeded => Error is null;
}
