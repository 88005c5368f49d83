using System.Diagnostics.CodeAnalysis;
using TalentBank.GraphQL.Execution;
using TalentBank.GraphQL.Language;
using TalentBank.GraphQL.Limiting;
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

    /// <inheritdoc cref="EngineOptions.Limits"/>
    public Limits Limits => _options.Limits;

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
    public async ValueTask<Subscription> Subscribe(GraphQLRequest request, object? requestContext = null, CancellationToken cancellationToken = default)
    {
        var prepared = Prepare(request);
        if (prepared.Refusal is { } refusal)
            return Subscription.Refused(refusal);
        if (prepared.Operation!.Operation != OperationType.Subscription)
            return Subscription.Refused(NoSubscription);
        var (events, fault) = await _executor.CreateSourceEventStream(prepared, requestContext, cancellationToken);
        return events is null
            ? Subscription.Refused(fault!)
            : Subscription.To(events, (sourceEvent, context, cancel) => Execute(prepared, LimitsOf(request).Time, sourceEvent, context, cancel), requestContext);
    }

    /// <summary>What is wrong with the trusted documents, each error with its source: a service that starts without errors has none that fails on first use.</summary>
    public IReadOnlyList<GraphQLError> CheckTrustedDocuments() =>
        [.. _options.TrustedDocuments.Documents.SelectMany(document => TryRead(document.Text, Limits, out _, out var errors)
            ? []
            : errors.Select(error => error with { Message = $"{document.Name}: {error.Message}" }))];

    /// <summary>Everything that can be said of a request without executing it.</summary>
    internal PreparedRequest Prepare(GraphQLRequest request)
    {
        var limits = LimitsOf(request);
        if (!_options.TrustedDocuments.TryFind(request, out var text, out var untrusted))
            return PreparedRequest.Refused([untrusted]);
        if (!TryRead(text, limits, out var document, out var errors))
            return PreparedRequest.Refused(errors);
        return OperationSelection.TryFind(document, request.OperationName, out var operation, out var unknown)
            ? _executor.Prepare(document, operation, request.Variables, limits)
            : PreparedRequest.Refused([unknown]);
    }

    internal ValueTask<ExecutionResult> Execute(
        PreparedRequest prepared, GraphQLRequest request, object? requestContext, CancellationToken cancellationToken) =>
        prepared.Operation!.Operation == OperationType.Subscription
            ? ValueTask.FromResult(SubscriptionRefused)
            : Execute(prepared, LimitsOf(request).Time, root: null, requestContext, cancellationToken);

    private ValueTask<ExecutionResult> Execute(
        PreparedRequest prepared, TimeSpan? time, object? root, object? requestContext, CancellationToken cancellationToken) =>
        time is null && prepared.Extensions is null
            ? _executor.Execute(prepared, root, requestContext, cancellationToken)
            : ExecuteWithin(time, prepared, root, requestContext, cancellationToken);

    private async ValueTask<ExecutionResult> ExecuteWithin(
        TimeSpan? time, PreparedRequest prepared, object? root, object? requestContext, CancellationToken cancellationToken)
    {
        using var bounded = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        bounded.CancelAfter(time ?? Timeout.InfiniteTimeSpan);
        try
        {
            return await _executor.Execute(prepared, root, requestContext, bounded.Token) with { Extensions = prepared.Extensions };
        }
        catch (OperationCanceledException) when (time is not null && !cancellationToken.IsCancellationRequested)
        {
            return ExecutionResult.Executed(data: null, [LimitError.Time(time.Value)]);
        }
    }

    /// <summary>The document, valid and within the limits; or what is wrong with it. Limits come first: they bound what validation costs.</summary>
    private bool TryRead(string text, Limits limits, [NotNullWhen(true)] out Ast.Document? document, out IReadOnlyList<GraphQLError> errors)
    {
        errors = [];
        document = null;
        var isKnown = _documents.TryGet(text, out var valid);
        if (!isKnown)
        {
            var parsed = Parser.Parse(text, limits.Tokens is { } tokens ? _options.Parser with { MaxTokens = tokens } : _options.Parser);
            if (!parsed.Succeeded)
            {
                errors = [parsed.Error with { Extensions = parsed.Error.Extensions ?? ErrorCode.ParseFailed }];
                return false;
            }
            valid = new ValidDocument(parsed.Node, Measures.Of(parsed.Node));
        }
        errors = valid!.Measures.Exceeding(limits);
        if (errors.Count == 0 && !isKnown)
            errors = Validate(valid.Document, limits);
        if (errors.Count > 0)
            return false;
        // Only valid documents are remembered: refused ones, which anybody can make up, must not push them out.
        if (!isKnown)
            _documents.Add(text, valid);
        document = valid.Document;
        return true;
    }

    private IReadOnlyList<GraphQLError> Validate(Ast.Document document, Limits limits)
    {
        var options = limits.Errors is { } most ? _options.Validation with { MaxErrors = most } : _options.Validation;
        return [.. Validator.Validate(Schema, document, options).Select(error => error with { Extensions = error.Extensions ?? ErrorCode.ValidationFailed })];
    }

    internal Limits LimitsOf(GraphQLRequest request) => request.Limits ?? Limits;
}
