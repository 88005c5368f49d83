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

    /// <summary>
    /// Names a request, from its context, as the service's own records name it: such an error carries it in
    /// <c>extensions.traceId</c>, so that who meets it can say which it was.
    /// </summary>
    public Func<object?, string?>? TraceId { get; init; }
}
