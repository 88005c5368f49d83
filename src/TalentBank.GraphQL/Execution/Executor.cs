using System.Runtime.CompilerServices;
using TalentBank.GraphQL.Language;
using TalentBank.GraphQL.Limiting;
using TalentBank.GraphQL.Types;
using TalentBank.GraphQL.Types.Coercion;

namespace TalentBank.GraphQL.Execution;

/// <summary>Executes operations of validated documents (specification, section 6: Execution). It may be shared by all threads.</summary>
public sealed class Executor
{
    private readonly FieldBindings _bindings;
    private readonly ConditionalWeakTable<Ast.Document, PreparedDocument> _documents = [];
    private readonly FieldCost[] _costs;

    public Executor(Schema schema, Resolvers resolvers, ExecutorOptions? options = null)
    {
        Schema = schema;
        Options = options ?? ExecutorOptions.Default;
        _bindings = new FieldBindings(schema, resolvers);
        _costs = FieldCost.Of(schema);
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
        var prepared = Prepare(document, operation, variables, Limits.None);
        return prepared.Refusal is { } refusal
            ? ValueTask.FromResult(refusal)
            : Execute(prepared, root, requestContext, cancellationToken);
    }

    /// <summary>Coerces the variables and counts the cost: all that can still refuse an operation of a validated document.</summary>
    internal PreparedRequest Prepare(
        Ast.Document document, Ast.OperationDefinition operation, IReadOnlyDictionary<string, object?>? variables, Limits limits)
    {
        if (Schema.RootType(operation.Operation) is not { } rootType)
        {
            var kind = operation.Operation.ToString().ToLowerInvariant();
            return PreparedRequest.Refused(
                [new GraphQLError($"The schema has no {kind} operations.", operation) { Extensions = ErrorCode.OperationResolutionFailure }]);
        }
        List<GraphQLError> errors = [];
        var coerced = operation.Variables.IsEmpty ? ArgumentCoercion.None : VariableCoercion.Coerce(Schema, operation, variables, errors);
        if (errors.Count > 0)
            return PreparedRequest.Refused([.. errors.Take(limits.Errors ?? int.MaxValue).Select(error => error with { Extensions = ErrorCode.BadUserInput })]);
        var plan = _documents.GetValue(document, static document => new PreparedDocument(document))
            .Plan(Schema, _bindings, operation, rootType, coerced);
        if (limits is { PageSize: null, Cost: null, TellCost: false })
            return new PreparedRequest(operation, plan, coerced);
        var prepared = new PreparedRequest(operation, plan, coerced);
        var cost = OperationCost.Of(plan, new OperationExecution(this, plan, coerced, requestContext: null, CancellationToken.None), _costs);
        var told = limits.TellCost ? cost.Told(limits) : null;
        return cost.Exceeding(limits) is { Count: > 0 } exceeding ? PreparedRequest.Refused(exceeding, told) : prepared with { Extensions = told };
    }

    internal ValueTask<ExecutionResult> Execute(PreparedRequest prepared, object? root, object? requestContext, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return new OperationExecution(this, prepared.Plan!, prepared.Variables, requestContext, cancellationToken).Run(prepared.Operation!.Operation, root);
    }

    /// <summary>CreateSourceEventStream() (section 6.2.3.1): the events, or the request error that there are none.</summary>
    internal ValueTask<(IAsyncEnumerable<object?>? Events, ExecutionResult? Refusal)> CreateSourceEventStream(
        PreparedRequest prepared, object? requestContext, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return new OperationExecution(this, prepared.Plan!, prepared.Variables, requestContext, cancellationToken).CreateSourceEventStream(root: null);
    }
}
