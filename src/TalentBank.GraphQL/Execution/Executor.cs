using System.Runtime.CompilerServices;
using TalentBank.GraphQL.Language;
using TalentBank.GraphQL.Types;
using TalentBank.GraphQL.Types.Coercion;

namespace TalentBank.GraphQL.Execution;

/// <summary>Executes operations of validated documents (specification, section 6: Execution). It may be shared by all threads.</summary>
public sealed class Executor
{
    private readonly FieldBindings _bindings;
    private readonly ConditionalWeakTable<Ast.Document, PreparedDocument> _documents = [];

    public Executor(Schema schema, Resolvers resolvers, ExecutorOptions? options = null)
    {
        Schema = schema;
        Options = options ?? ExecutorOptions.Default;
        _bindings = new FieldBindings(schema, resolvers);
        RuntimeTypes = new RuntimeTypes(schema, resolvers);
    }

    public Schema Schema { get; }

    internal ExecutorOptions Options { get; }

    internal RuntimeTypes RuntimeTypes { get; }

    internal EnumNames EnumNames { get; } = new();

    /// <summary>ExecuteRequest() (section 6.1).</summary>
    /// <param name="document">Remembered with its plan as long as it lives: execute the same object again rather than an equal one.</param>
    /// <param name="operationName">Which operation; may be null where there is only one.</param>
    /// <param name="variables">Raw values, see <see cref="GraphQLRequest.Variables"/>.</param>
    /// <param name="root">
    /// The value of the root object. A subscription is executed for one event, which this is: ExecuteSubscriptionEvent()
    /// (section 6.2.3.2).
    /// </param>
    /// <param name="requestContext">For the resolvers: <see cref="FieldContext.RequestContext"/>.</param>
    /// <param name="cancellationToken">Ends the execution with an <see cref="OperationCanceledException"/>.</param>
    public ValueTask<ExecutionResult> Execute(
        Ast.Document document,
        string? operationName = null,
        IReadOnlyDictionary<string, object?>? variables = null,
        object? root = null,
        object? requestContext = null,
        CancellationToken cancellationToken = default)
    {
        if (!OperationSelection.TryFind(document, operationName, out var operation, out var error))
            return ValueTask.FromResult(ExecutionResult.Refused(error));
        return Execute(document, operation, variables, root, requestContext, cancellationToken);
    }

    /// <summary>The same for an operation already found in its document.</summary>
    internal ValueTask<ExecutionResult> Execute(
        Ast.Document document,
        Ast.OperationDefinition operation,
        IReadOnlyDictionary<string, object?>? variables,
        object? root,
        object? requestContext,
        CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Plan(document, operation, variables, out var coerced, out var refusal) is { } plan
            ? new OperationExecution(this, plan, coerced, requestContext, cancellationToken).Run(operation.Operation, root)
            : ValueTask.FromResult(refusal!);
    }

    /// <summary>Subscribe() (section 6.2.3).</summary>
    internal async ValueTask<Subscription> Subscribe(
        Ast.Document document,
        Ast.OperationDefinition operation,
        IReadOnlyDictionary<string, object?>? variables,
        object? requestContext,
        CancellationToken cancellationToken)
    {
        if (Plan(document, operation, variables, out var coerced, out var refusal) is not { } plan)
            return Subscription.Refused(refusal!);
        var (events, fault) = await new OperationExecution(this, plan, coerced, requestContext, cancellationToken).CreateSourceEventStream(root: null);
        return events is null
            ? Subscription.Refused(fault!)
            : Subscription.To(
                events,
                (sourceEvent, context, cancel) => new OperationExecution(this, plan, coerced, context, cancel).Run(OperationType.Subscription, sourceEvent),
                requestContext);
    }

    /// <summary>What to execute, with the variables coerced; null where the request is refused.</summary>
    private OperationPlan? Plan(
        Ast.Document document,
        Ast.OperationDefinition operation,
        IReadOnlyDictionary<string, object?>? variables,
        out IReadOnlyDictionary<string, object?> coerced,
        out ExecutionResult? refusal)
    {
        coerced = ArgumentCoercion.None;
        refusal = null;
        if (Schema.RootType(operation.Operation) is not { } rootType)
        {
            var kind = operation.Operation.ToString().ToLowerInvariant();
            refusal = ExecutionResult.Refused(
                new GraphQLError($"The schema has no {kind} operations.", operation) { Extensions = ErrorCode.OperationResolutionFailure });
            return null;
        }
        List<GraphQLError> errors = [];
        if (!operation.Variables.IsEmpty)
            coerced = VariableCoercion.Coerce(Schema, operation, variables, errors);
        if (errors.Count > 0)
        {
            refusal = ExecutionResult.Refused([.. errors.Select(error => error with { Extensions = ErrorCode.BadUserInput })]);
            return null;
        }
        return _documents.GetValue(document, static document => new PreparedDocument(document))
            .Plan(Schema, _bindings, operation, rootType, coerced);
    }
}
