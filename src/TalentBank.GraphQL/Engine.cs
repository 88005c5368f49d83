using TalentBank.GraphQL.Execution;
using TalentBank.GraphQL.Language;
using TalentBank.GraphQL.Types;
using TalentBank.GraphQL.Validation;

namespace TalentBank.GraphQL;

/// <summary>
/// A GraphQL service: takes requests from any transport through parsing, validation and execution. It may be shared by all
/// threads.
/// </summary>
public sealed class Engine
{
    /// <summary>A subscription has a stream of responses (section 6.2.3): it is for <see cref="Subscribe"/>.</summary>
    private static readonly ExecutionResult SubscriptionRefused = ExecutionResult.Refused(
        new GraphQLError("A subscription is not answered once.") { Extensions = ErrorCode.Extensions("SUBSCRIPTION_NOT_SUPPORTED") });

    private static readonly ExecutionResult NoSubscription = ExecutionResult.Refused(
        new GraphQLError("Only a subscription can be subscribed to.") { Extensions = ErrorCode.OperationResolutionFailure });

    private readonly EngineOptions _options;
    private readonly Executor _executor;
    private readonly DocumentCache _documents;

    public Engine(Schema schema, Resolvers resolvers, EngineOptions? options = null)
    {
        _options = options ?? EngineOptions.Default;
        _executor = new Executor(schema, resolvers, _options.Execution);
        _documents = new DocumentCache(_options.RememberedDocuments);
    }

    public Schema Schema => _executor.Schema;

    /// <summary>Answers one request. Errors of the request and of its fields are in the result; see <see cref="ExecutorOptions.OnError"/> for bugs.</summary>
    /// <param name="request">What is asked.</param>
    /// <param name="requestContext">For the resolvers: <see cref="FieldContext.RequestContext"/>.</param>
    /// <param name="cancellationToken">Ends the execution with an <see cref="OperationCanceledException"/>.</param>
    public ValueTask<ExecutionResult> Execute(GraphQLRequest request, object? requestContext = null, CancellationToken cancellationToken = default)
    {
        var prepared = Prepare(request);
        return prepared.Refusal is { } refusal
            ? ValueTask.FromResult(refusal)
            : Execute(prepared, request, requestContext, cancellationToken);
    }

    /// <summary>Whether the request is a subscription, and nothing speaks against it: <see cref="Subscribe"/> is for those, <see cref="Execute(GraphQLRequest, object?, CancellationToken)"/> for all others.</summary>
    public bool IsSubscription(GraphQLRequest request) => Prepare(request).Operation?.Operation == OperationType.Subscription;

    /// <summary>Begins a subscription (section 6.2.3): its responses come as its events do.</summary>
    /// <param name="request">What is asked: a subscription.</param>
    /// <param name="requestContext">For the resolvers: <see cref="FieldContext.RequestContext"/>.</param>
    /// <param name="cancellationToken">Ends the beginning with an <see cref="OperationCanceledException"/>; what comes then is ended by those who read it.</param>
    public ValueTask<Subscription> Subscribe(GraphQLRequest request, object? requestContext = null, CancellationToken cancellationToken = default)
    {
        var prepared = Prepare(request);
        if (prepared.Refusal is { } refusal)
            return ValueTask.FromResult(Subscription.Refused(refusal));
        return prepared.Operation!.Operation == OperationType.Subscription
            ? _executor.Subscribe(prepared.Document!, prepared.Operation, request.Variables, requestContext, cancellationToken)
            : ValueTask.FromResult(Subscription.Refused(NoSubscription));
    }

    /// <summary>Everything that can be said of a request without executing it.</summary>
    internal PreparedRequest Prepare(GraphQLRequest request)
    {
        if (!_documents.TryGet(request.Query, out var document))
        {
            var parsed = Parser.Parse(request.Query, _options.Parser);
            if (!parsed.Succeeded)
                return PreparedRequest.Refused([parsed.Error with { Extensions = ErrorCode.ParseFailed }]);
            document = parsed.Node;
            var errors = Validator.Validate(Schema, document, _options.Validation);
            if (!errors.IsEmpty)
                return PreparedRequest.Refused([.. errors.Select(error => error with { Extensions = error.Extensions ?? ErrorCode.ValidationFailed })]);
            // Only valid documents are remembered: refused ones, which anybody can make up, must not push them out.
            _documents.Add(request.Query, document);
        }
        return OperationSelection.TryFind(document, request.OperationName, out var operation, out var unknown)
            ? new PreparedRequest(document, operation, Refusal: null)
            : PreparedRequest.Refused([unknown]);
    }

    internal ValueTask<ExecutionResult> Execute(
        PreparedRequest prepared, GraphQLRequest request, object? requestContext, CancellationToken cancellationToken) =>
        prepared.Operation!.Operation == OperationType.Subscription
            ? ValueTask.FromResult(SubscriptionRefused)
            : _executor.Execute(prepared.Document!, prepared.Operation, request.Variables, root: null, requestContext, cancellationToken);
}
