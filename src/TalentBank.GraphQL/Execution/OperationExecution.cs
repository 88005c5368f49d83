using System.Collections;
using TalentBank.GraphQL.Language;
using TalentBank.GraphQL.Types;

namespace TalentBank.GraphQL.Execution;

/// <summary>One execution of one operation (specification, sections 6.2 to 6.4).</summary>
/// <remarks>
/// Whatever is at hand is completed without a task. Only a resolver that must be waited for makes its object wait, after all
/// its siblings were started. An error yields <see cref="Failed"/>, which each non-null type passes up and the first nullable
/// one turns to null (section 6.4.4).
/// </remarks>
internal sealed class OperationExecution(
    Executor executor,
    OperationPlan plan,
    IReadOnlyDictionary<string, object?> variables,
    object? requestContext,
    CancellationToken cancellationToken)
{
    private static readonly object Failed = new();

    private readonly List<GraphQLError> _errors = [];
    private readonly Lock _errorsLock = new();

    public IReadOnlyDictionary<string, object?> Variables => variables;

    public object? RequestContext => requestContext;

    public CancellationToken CancellationToken => cancellationToken;

    /// <summary>Arguments that were coerced from this request's variables.</summary>
    public IReadOnlyDictionary<string, object?>?[] ArgumentsByNumber { get; } = plan.Numbers == 0 ? [] : new IReadOnlyDictionary<string, object?>?[plan.Numbers];

    /// <summary>ExecuteRootSelectionSet(), section 6.3: the fields of a mutation one after the other, those of others side by side.</summary>
    public ValueTask<ExecutionResult> Run(OperationType operation, object? root)
    {
        var fields = plan.Root.FieldsOf(plan.RootType);
        var data = operation == OperationType.Mutation
            ? ExecuteSerially(fields, root)
            : ExecuteFields(plan.RootType, fields, root, path: null, depth: 1);
        return data.IsCompletedSuccessfully ? ValueTask.FromResult(ResultOf(data.Result)) : AwaitResult(data);
    }

    private async ValueTask<ExecutionResult> AwaitResult(ValueTask<object?> data) => ResultOf(await data);

    private ExecutionResult ResultOf(object? data)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return ExecutionResult.Executed(data as ResponseMap, _errors);
    }

    /// <summary>Section 6.2.2.</summary>
    private async ValueTask<object?> ExecuteSerially(CollectedField[] fields, object? root)
    {
        var values = new object?[fields.Length];
        for (var i = 0; i < fields.Length; i++)
        {
            values[i] = await ExecuteField(plan.RootType, fields[i], root, path: null, depth: 1);
            if (ReferenceEquals(values[i], Failed))
                return Failed;
        }
        return new ResponseMap(fields, values);
    }

    /// <summary>ExecuteCollectedFields(), section 6.3.3.</summary>
    private ValueTask<object?> ExecuteFields(ObjectType type, CollectedField[] fields, object? parent, ResponsePath? path, int depth)
    {
        var values = new object?[fields.Length];
        Task<object?>?[]? pending = null;
        var failed = false;
        for (var i = 0; i < fields.Length && !failed; i++)
        {
            var value = ExecuteField(type, fields[i], parent, path, depth);
            if (value.IsCompletedSuccessfully)
            {
                values[i] = value.Result;
                failed = ReferenceEquals(values[i], Failed);   // the siblings not yet started need not be
            }
            else
            {
                (pending ??= new Task<object?>?[fields.Length])[i] = value.AsTask();
            }
        }
        if (pending is not null)
            return new ValueTask<object?>(AwaitFields(fields, values, pending, failed));
        return ValueTask.FromResult<object?>(failed ? Failed : new ResponseMap(fields, values));
    }

    private static async Task<object?> AwaitFields(CollectedField[] fields, object?[] values, Task<object?>?[] pending, bool failed) =>
        await AwaitAll(values, pending) || failed ? Failed : new ResponseMap(fields, values);

    /// <summary>Waits for all, so that nothing of a request runs on after its response. True: one of them failed.</summary>
    private static async Task<bool> AwaitAll(object?[] values, Task<object?>?[] pending)
    {
        var failed = false;
        for (var i = 0; i < pending.Length; i++)
        {
            if (pending[i] is { } task)
            {
                values[i] = await task;
                failed |= ReferenceEquals(values[i], Failed);
            }
        }
        return failed;
    }

    /// <summary>ExecuteField(), section 6.4, and ResolveFieldValue(), section 6.4.2.</summary>
    private ValueTask<object?> ExecuteField(ObjectType type, CollectedField field, object? parent, ResponsePath? path, int depth)
    {
        if (cancellationToken.IsCancellationRequested)
            return ValueTask.FromResult<object?>(Failed);
        var binding = field.Binding;
        if (binding.IsTypeName)
            return ValueTask.FromResult<object?>(type.Name);
        var place = Place.Field(path, field.ResponseKey);
        object? value;
        try
        {
            if (binding.Property is { } property)
            {
                if (parent is null || !property.TryGet(parent, out value))
                    return Fail(field, place, new MissingMemberException($"{field.Definition} has no resolver, and its parent has no such property."));
            }
            else
            {
                if (field.Arguments(this, out var error) is not { } arguments)
                    return Fail(field, place, error!);
                if (binding.Introspection is { } introspect)
                {
                    value = introspect(parent, arguments);
                }
                else
                {
                    var resolving = binding.Resolver!(new FieldContext(this, field, parent, arguments, path));
                    if (!resolving.IsCompletedSuccessfully)
                        return new ValueTask<object?>(AwaitField(field, resolving, place, depth));
                    value = resolving.Result;
                }
            }
        }
        catch (Exception exception)
        {
            return Fail(field, place, exception);
        }
        return Complete(field.Definition.Type, field, value, place, depth);
    }

    private async Task<object?> AwaitField(CollectedField field, ValueTask<object?> resolving, Place place, int depth)
    {
        object? value;
        try
        {
            value = await resolving;
        }
        catch (Exception exception)
        {
            return await Fail(field, place, exception);
        }
        return await Complete(field.Definition.Type, field, value, place, depth);
    }

    /// <summary>CompleteValue(), section 6.4.3.</summary>
    private ValueTask<object?> Complete(GraphQLType type, CollectedField field, object? value, Place place, int depth)
    {
        if (type is NonNullType nonNull)
        {
            return value is null
                ? Fail(type, field, place, new GraphQLError($"Cannot return null for non-nullable field {CoordinateOf(field)}."), cause: null)
                : CompleteNotNull(nonNull.Of, field, value, place, depth);
        }
        if (value is null)
            return ValueTask.FromResult<object?>(null);
        var completed = CompleteNotNull(type, field, value, place, depth);
        if (!completed.IsCompletedSuccessfully)
            return new ValueTask<object?>(AwaitNullable(completed));
        var result = completed.Result;
        return ValueTask.FromResult(ReferenceEquals(result, Failed) ? null : result);
    }

    private static async Task<object?> AwaitNullable(ValueTask<object?> completed)
    {
        var value = await completed;
        return ReferenceEquals(value, Failed) ? null : value;
    }

    /// <summary>The result is <see cref="Failed"/> whether or not the type is nullable.</summary>
    private ValueTask<object?> CompleteNotNull(GraphQLType nullableType, CollectedField field, object value, Place place, int depth)
    {
        if (value is FieldError error)
        {
            Report(new GraphQLError(error.Message) { Extensions = error.AllExtensions }, field, place, cause: null);
            return ValueTask.FromResult<object?>(Failed);
        }
        try
        {
            return nullableType switch
            {
                ScalarType scalar => ValueTask.FromResult(Serialize(scalar, field, value, place)),
                ListType list => CompleteList(list.Of, field, value, place, depth),
                ObjectType type => CompleteObject(type, field, value, place, depth),
                EnumType enumType => ValueTask.FromResult(Serialize(enumType, field, value, place)),
                _ => CompleteAbstract((CompositeType)nullableType, field, value, place, depth),
            };
        }
        catch (Exception exception)   // of a list's enumerator, a scalar's coercion or a type resolver
        {
            ReportBug(exception, field, place);
            return ValueTask.FromResult<object?>(Failed);
        }
    }

    private object? Serialize(ScalarType type, CollectedField field, object value, Place place)
    {
        var serialized = type.Serialize(value);
        if (serialized is { IsRefused: false, Result: { } result } && ResponseWriter.CanWrite(result))
            return result;
        ReportBug(new InvalidCastException(serialized.Reason ?? $"{type} cannot represent a value of {value.GetType()}."), field, place);
        return Failed;
    }

    private object? Serialize(EnumType type, CollectedField field, object value, Place place)
    {
        if (executor.EnumNames.NameOf(type, value) is { } name)
            return name;
        ReportBug(new InvalidCastException($"Enum \"{type}\" cannot represent value: {value}"), field, place);
        return Failed;
    }

    private ValueTask<object?> CompleteAbstract(CompositeType type, CollectedField field, object value, Place place, int depth)
    {
        if (executor.RuntimeTypes.Resolve(type, value) is { } runtimeType)
            return CompleteObject(runtimeType, field, value, place, depth);
        ReportBug(new InvalidCastException($"A value of {value.GetType()} is of no object type that {type} may be."), field, place);
        return ValueTask.FromResult<object?>(Failed);
    }

    private ValueTask<object?> CompleteObject(ObjectType type, CollectedField field, object value, Place place, int depth)
    {
        if (depth >= executor.Options.MaxDepth)
        {
            Report(new GraphQLError("The response is nested too deeply."), field, place, cause: null);
            return ValueTask.FromResult<object?>(Failed);
        }
        return ExecuteFields(type, field.Selections!.FieldsOf(type), value, place.Path, depth + 1);
    }

    private ValueTask<object?> CompleteList(GraphQLType itemType, CollectedField field, object value, Place place, int depth)
    {
        if (value is string or not IEnumerable)
        {
            ReportBug(new InvalidCastException($"A list was expected of {field.Definition}, not a {value.GetType()}."), field, place);
            return ValueTask.FromResult<object?>(Failed);
        }
        var path = place.Path;
        var items = new List<object?>(value is ICollection { Count: var count } ? count : 4);
        List<Task<object?>?>? pending = null;
        var failed = false;
        foreach (var item in (IEnumerable)value)
        {
            var completed = Complete(itemType, field, item, Place.Item(path, items.Count), depth);
            if (completed.IsCompletedSuccessfully)
            {
                var result = completed.Result;
                items.Add(result);
                pending?.Add(null);
                failed = ReferenceEquals(result, Failed);
                if (failed)
                    break;
            }
            else
            {
                pending ??= [.. new Task<object?>?[items.Count]];
                pending.Add(completed.AsTask());
                items.Add(null);
            }
        }
        if (pending is not null)
            return new ValueTask<object?>(AwaitItems([.. items], [.. pending], failed));
        return ValueTask.FromResult<object?>(failed ? Failed : items.ToArray());
    }

    private static async Task<object?> AwaitItems(object?[] items, Task<object?>?[] pending, bool failed) =>
        await AwaitAll(items, pending) || failed ? Failed : items;

    private ValueTask<object?> Fail(CollectedField field, Place place, Exception exception)
    {
        ReportBug(exception, field, place);
        return ValueTask.FromResult(field.Definition.Type is NonNullType ? Failed : null);
    }

    private ValueTask<object?> Fail(CollectedField field, Place place, GraphQLError error) =>
        Fail(field.Definition.Type, field, place, error, cause: null);

    private ValueTask<object?> Fail(GraphQLType type, CollectedField field, Place place, GraphQLError error, Exception? cause)
    {
        Report(error, field, place, cause);
        return ValueTask.FromResult(type is NonNullType ? Failed : null);
    }

    /// <summary>The exception goes to the service; the client learns where, not what.</summary>
    private void ReportBug(Exception exception, CollectedField field, Place place)
    {
        if (exception is OperationCanceledException && cancellationToken.IsCancellationRequested)
            return;   // no bug: the whole execution ends so
        Report(new GraphQLError("Something went wrong.") { Extensions = ErrorCode.InternalServerError }, field, place, exception);
    }

    private void Report(GraphQLError error, CollectedField field, Place place, Exception? cause)
    {
        error = error with
        {
            Locations = error.Locations.IsEmpty ? [.. field.Nodes.Select(node => node.Location)] : error.Locations,
            Path = place.Path.ToList(),
        };
        lock (_errorsLock)
            _errors.Add(error);
        if (cause is not null)
            executor.Options.OnError?.Invoke(cause, error);
    }

    private static string CoordinateOf(CollectedField field) => field.Definition.ToString();
}
