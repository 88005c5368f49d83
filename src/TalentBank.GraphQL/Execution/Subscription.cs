using System.Runtime.CompilerServices;

namespace TalentBank.GraphQL.Execution;

/// <summary>
/// A subscription under way (specification, section 6.2.3), or why there is none. Whoever stops reading its events
/// unsubscribes (section 6.2.3.3): their enumerator is disposed of.
/// </summary>
public sealed class Subscription
{
    private readonly Func<object?, object?, CancellationToken, ValueTask<ExecutionResult>>? _execute;
    private readonly object? _requestContext;

    private Subscription(
        ExecutionResult? refusal, IAsyncEnumerable<object?> events, Func<object?, object?, CancellationToken, ValueTask<ExecutionResult>>? execute, object? requestContext)
    {
        Refusal = refusal;
        Events = events;
        _execute = execute;
        _requestContext = requestContext;
    }

    /// <summary>Why there are no events; null where there are.</summary>
    public ExecutionResult? Refusal { get; }

    /// <summary>The source stream (section 6.2.3.1), to be read once.</summary>
    public IAsyncEnumerable<object?> Events { get; }

    internal static Subscription Refused(ExecutionResult refusal) => new(refusal, AsyncEnumerable.Empty<object?>(), null, null);

    internal static Subscription To(
        IAsyncEnumerable<object?> events, Func<object?, object?, CancellationToken, ValueTask<ExecutionResult>> execute, object? requestContext) =>
        new(null, events, execute, requestContext);

    /// <summary>ExecuteSubscriptionEvent() (section 6.2.3.2), for those who read <see cref="Events"/> themselves and give each a request context of its own.</summary>
    /// <exception cref="InvalidOperationException">The subscription was refused.</exception>
    public ValueTask<ExecutionResult> Execute(object? sourceEvent, object? requestContext, CancellationToken cancellationToken = default) =>
        _execute is null
            ? throw new InvalidOperationException("A refused subscription has no events.")
            : _execute(sourceEvent, requestContext, cancellationToken);

    /// <summary>
    /// MapSourceToResponseEvent() (section 6.2.3.2): a response to each event, in order, the next event asked for when the
    /// response before was taken. A refusal is the only response. Events that fail end it with an exception.
    /// </summary>
    public async IAsyncEnumerable<ExecutionResult> Responses([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        if (Refusal is not null)
        {
            yield return Refusal;
            yield break;
        }
        await foreach (var sourceEvent in Events.WithCancellation(cancellationToken))
            yield return await Execute(sourceEvent, _requestContext, cancellationToken);
    }
}
