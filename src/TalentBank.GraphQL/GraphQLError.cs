using System.Collections.Immutable;
using TalentBank.GraphQL.Language;

namespace TalentBank.GraphQL;

/// <summary>What was wrong, where in the document and at which place of the response. Specification, section 7.1.2 (Errors).</summary>
public sealed record GraphQLError(string Message)
{
    public GraphQLError(string message, params ReadOnlySpan<Location> locations)
        : this(message)
    {
        Locations = [.. locations];
    }

    public GraphQLError(string message, Ast.Node node)
        : this(message)
    {
        Locations = [node.Location];
    }

    /// <summary>A bug of the service: the client learns no more.</summary>
    internal static readonly GraphQLError Unexpected = new("Something went wrong.") { Extensions = ErrorCode.Bug(traceId: null) };

    /// <summary>Where in the document; empty if the error has no place there.</summary>
    public ImmutableArray<Location> Locations { get; init; } = [];

    /// <summary>Response keys (string) and list indices (int) from the root to the field; null if it is no field's error.</summary>
    public IReadOnlyList<object>? Path { get; init; }

    public IReadOnlyDictionary<string, object?>? Extensions { get; init; }

    /// <summary>The message and its first place, for a person at a console.</summary>
    public override string ToString() =>
        Locations is [var first, ..] ? $"{first.Source.Name}({first.Line},{first.Column}): {Message}" : Message;
}
