using System.Collections;
using TalentBank.GraphQL.Types;

namespace TalentBank.GraphQL.Execution;

/// <summary>CompleteValue() and what becomes of errors (specification, sections 6.4.3 and 6.4.4).</summary>
internal sealed partial class OperationExecution
{
    private ValueTask<object?> Complete(GraphQLType type, CollectedField field, object? value, Place place, int depth)
    {
        if (value is null)
            return Done(type is NonNullType ? FailNull(field, place) : null);
        if (type is NonNullType nonNull)
            return CompleteNotNull(nonNull.Of, field, value, place, depth);
        var completed = CompleteNotNull(type, field, value, place, depth);
        return completed.IsCompletedSuccessfully
            ? Done(Settle(isNonNull: false, completed.Result))
            : new ValueTask<object?>(AwaitNullable(completed));
    }

    private static async Task<object?> AwaitNullable(ValueTask<object?> completed) => Settle(isNonNull: false, await completed);

    /// <summary>An error goes no further up than to the first type that may be null.</summary>
    private static object? Settle(bool isNonNull, object? completed) =>
        !isNonNull && ReferenceEquals(completed, Failed) ? null : completed;

    /// <summary>An error yields <see cref="Failed"/> whether or not the type may be null.</summary>
    private ValueTask<object?> CompleteNotNull(GraphQLType nullableType, CollectedField field, object value, Place place, int depth)
    {
        if (nullableType.IsLeaf)
            return Done(CompleteLeaf((NamedType)nullableType, field, value, place));
        if (value is FieldError error)
            return Done(Failure(error, field, place));
        return nullableType switch
        {
            ListType list => CompleteList(list.Of, field, value, place, depth),
            ObjectType type => CompleteObject(type, field, value, place, depth),
            _ => CompleteAbstract((CompositeType)nullableType, field, value, place, depth),
        };
    }

    private object? CompleteLeaf(NamedType type, CollectedField field, object value, Place place)
    {
        if (value is FieldError error)
            return Failure(error, field, place);
        if (type is EnumType enumType)
        {
            return executor.EnumNames.NameOf(enumType, value)
                ?? Bug(new InvalidCastException($"Enum \"{type}\" cannot represent value: {value}"), field, place);
        }
        try
        {
            var serialized = ((ScalarType)type).Serialize(value);
            return serialized is { IsRefused: false, Result: { } result } && ResponseWriter.CanWrite(result)
                ? result
                : Bug(new InvalidCastException(serialized.Reason ?? $"{type} cannot represent a value of {value.GetType()}."), field, place);
        }
        catch (Exception exception)
        {
            return Bug(exception, field, place);
        }
    }

    private ValueTask<object?> CompleteAbstract(CompositeType type, CollectedField field, object value, Place place, int depth)
    {
        ObjectType? runtimeType;
        try
        {
            runtimeType = executor.RuntimeTypes.Resolve(type, value);
        }
        catch (Exception exception)
        {
            return Done(Bug(exception, field, place));
        }
        return runtimeType is null
            ? Done(Bug(new InvalidCastException($"A value of {value.GetType()} is of no object type that {type} may be."), field, place))
            : CompleteObject(runtimeType, field, value, place, depth);
    }

    private ValueTask<object?> CompleteObject(ObjectType type, CollectedField field, object value, Place place, int depth)
    {
        if (depth < executor.Options.MaxDepth)
            return ExecuteFields(type, field.Selections!.FieldsOf(type), value, place, depth + 1);
        Report(new GraphQLError("The response is nested too deeply."), field, place, cause: null);
        return Done(Failed);
    }

    private ValueTask<object?> CompleteList(GraphQLType itemType, CollectedField field, object value, Place place, int depth)
    {
        if (value is string or not IEnumerable)
            return Done(Bug(new InvalidCastException($"A list was expected of {field.Definition}, not a {value.GetType()}."), field, place));
        var path = place.Path;
        var items = new object?[value is ICollection { Count: var known } ? known : 4];
        var count = 0;
        Task<object?>?[]? pending = null;
        var failed = false;
        try
        {
            foreach (var item in (IEnumerable)value)
            {
                if (count == items.Length)
                    Array.Resize(ref items, Math.Max(4, count * 2));
                var completed = Complete(itemType, field, item, Place.Item(path, count), depth);
                if (completed.IsCompletedSuccessfully)
                {
                    items[count] = completed.Result;
                    failed = ReferenceEquals(items[count], Failed);
                }
                else
                {
                    if (pending is null || pending.Length < items.Length)
                        Array.Resize(ref pending, items.Length);
                    pending[count] = completed.AsTask();
                }
                count++;
                if (failed)
                    break;
            }
        }
        catch (Exception exception)   // of the list's own enumerator
        {
            failed = ReferenceEquals(Bug(exception, field, place), Failed);
        }
        Array.Resize(ref items, count);
        return pending is null
            ? Done(failed ? Failed : items)
            : new ValueTask<object?>(AwaitItems(items, pending[..Math.Min(count, pending.Length)], failed));
    }

    private static async Task<object?> AwaitItems(object?[] items, Task<object?>?[] pending, bool failed) =>
        await AwaitAll(items, pending) || failed ? Failed : items;

    private object? FailNull(CollectedField field, Place place)
    {
        Report(new GraphQLError($"Cannot return null for non-nullable field {field.Definition}."), field, place, cause: null);
        return Failed;
    }

    private object? Fail(CollectedField field, Place place, Exception exception) => Settle(field.IsNonNull, Bug(exception, field, place));

    private object? Fail(CollectedField field, Place place, GraphQLError error)
    {
        Report(error, field, place, cause: null);
        return Settle(field.IsNonNull, Failed);
    }

    private object Failure(FieldError error, CollectedField field, Place place)
    {
        Report(new GraphQLError(error.Message) { Extensions = error.AllExtensions }, field, place, cause: null);
        return Failed;
    }

    /// <summary>The exception goes to the service; the client learns where, not what.</summary>
    private object Bug(Exception exception, CollectedField field, Place place)
    {
        // Being cancelled is no bug: the whole execution ends so.
        if (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
            Report(new GraphQLError("Something went wrong.") { Extensions = ErrorCode.Bug(executor.Options.TraceId?.Invoke(requestContext)) }, field, place, exception);
        return Failed;
    }

    private void Report(GraphQLError error, CollectedField field, Place place, Exception? cause)
    {
        error = error with
        {
            Locations = error.Locations.IsEmpty ? [.. field.Nodes.Select(node => node.Location)] : error.Locations,
            Path = place.Path!.ToList(),
        };
        lock (_errorsLock)
            _errors.Add(error);
        if (cause is not null)
            executor.Options.OnError?.Invoke(cause, error);
    }
}
