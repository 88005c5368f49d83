namespace TalentBank.GraphQL.Execution;

/// <summary>Bounds on an execution, and who hears of its bugs.</summary>
public sealed record ExecutorOptions
{
    public static readonly ExecutorOptions Default = new();

    /// <summary>How deep objects may stand in one another in a response; below it a field fails rather than the stack.</summary>
    public int MaxDepth { get; init; } = 200;

    /// <summary>
    /// Called with every exception of a resolver, and every value that does not fit its type: bugs of the service, of which
    /// the client is told no more than the path.
    /// </summary>
    public Action<Exception, GraphQLError>? OnError { get; init; }
}
