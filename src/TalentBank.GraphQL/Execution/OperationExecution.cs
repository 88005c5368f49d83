using TalentBank.GraphQL.Language;
using TalentBank.GraphQL.Types;

namespace TalentBank.GraphQL.Execution;

/// <summary>One execution of one operation (specification, sections 6.2 to 6.4).</summary>
/// <remarks>
/// Whatever is at hand is completed without a task. Only a resolver that must be waited for makes its object wait, after all
/// its siblings were started. An error yields <see cref="Failed"/>, which each non-null type passes up and the first nullable
/// one turns to null (section 6.4.4).
/// </remarks>
internal sealed partial class OperationExecution(
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

    public LoadQueue Loads { get; } = new(cancellationToken);

    /// <summary>Arguments that were coerced from this request's variables.</summary>
    public IReadOnlyDictionary<string, object?>?[] ArgumentsByNumber { get; } =
        plan.Numbers == 0 ? [] : new IReadOnlyDictionary<string, object?>?[plan.Numbers];

    /// <summary>ExecuteRootSelectionSet(), section 6.3: the fields of a mutation one after the other, those of others side by side.</summary>
    public ValueTask<ExecutionResult> Run(OperationType operation, object? root)
    {
        var fields = plan.Root.FieldsOf(plan.RootType);
        var data = operation == OperationType.Mutation ? ExecuteSerially(fields, root) : ExecuteSideBySide(fields, root);
        return data.IsCompletedSuccessfully ? ValueTask.FromResult(ResultOf(data.Result)) : AwaitResult(data);
    }

    private async ValueTask<ExecutionResult> AwaitResult(ValueTask<object?> data) => ResultOf(await data);

    private ExecutionResult ResultOf(object? data)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return ExecutionResult.Executed(data as ResponseMap, _errors);
    }

    private ValueTask<object?> ExecuteSideBySide(CollectedField[] fields, object? root)
    {
        ValueTask<object?> data;
        using (Loads.Enter())
            data = ExecuteFields(plan.RootType, fields, root, Place.Root, depth: 1);
        return data;
    }

    /// <summary>Section 6.2.2.</summary>
    private async ValueTask<object?> ExecuteSerially(CollectedField[] fields, object? root)
    {
        var values = new object?[fields.Length];
        for (var i = 0; i < fields.Length; i++)
        {
            ValueTask<object?> value;
            using (Loads.Enter())
                value = ExecuteField(plan.RootType, fields[i], root, path: null, depth: 1);
            values[i] = await value;
            if (ReferenceEquals(values[i], Failed))
                return Failed;
        }
        return new ResponseMap(fields, values);
    }

    /// <summary>ExecuteCollectedFields(), section 6.3.3.</summary>
    private ValueTask<object?> ExecuteFields(ObjectType type, CollectedField[] fields, object? parent, Place place, int depth)
    {
        var values = new object?[fields.Length];
        Task<object?>?[]? pending = null;
        ResponsePath? path = null;
        var failed = false;
        for (var i = 0; i < fields.Length && !failed; i++)   // once one failed, the siblings not yet started need not be
        {
            var field = fields[i];
            if (parent is not null && field is { Leaf: { } leaf, Binding.Property: { } property })
            {
                values[i] = ReadLeaf(leaf, field, property, parent, place);
                failed = ReferenceEquals(values[i], Failed);
                continue;
            }
            var value = ExecuteField(type, field, parent, path ??= place.Path, depth);
            if (value.IsCompletedSuccessfully)
            {
                values[i] = value.Result;
                failed = ReferenceEquals(values[i], Failed);
            }
            else
            {
                (pending ??= new Task<object?>?[fields.Length])[i] = value.AsTask();
            }
        }
        return pending is null
            ? Done(failed ? Failed : new ResponseMap(fields, values))
            : new ValueTask<object?>(AwaitFields(fields, values, pending, failed));
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

    /// <summary>What ExecuteField() comes to for a leaf that is a property, as most fields of most responses are.</summary>
    private object? ReadLeaf(NamedType leaf, CollectedField field, PropertyGetters property, object parent, Place objectPlace)
    {
        object? value;
        try
        {
            if (!property.TryGet(parent, out value))
                return Fail(field, Place.Field(objectPlace.Path, field.ResponseKey), MissingProperty(field));
        }
        catch (Exception exception)
        {
            return Fail(field, Place.Field(objectPlace.Path, field.ResponseKey), exception);
        }
        if (value is null ? !field.IsNonNull : value.GetType() == field.PlainType)
            return value;
        if (value is string name && (leaf as EnumType)?.Value(name) is { } enumValue)
            return enumValue.Name;
        var place = Place.Field(objectPlace.Path, field.ResponseKey);
        return value is null ? FailNull(field, place) : Settle(field.IsNonNull, CompleteLeaf(leaf, field, value, place));
    }

    /// <summary>ExecuteField(), section 6.4, and ResolveFieldValue(), section 6.4.2.</summary>
    private ValueTask<object?> ExecuteField(ObjectType type, CollectedField field, object? parent, ResponsePath? path, int depth)
    {
        if (cancellationToken.IsCancellationRequested)
            return Done(Failed);
        var binding = field.Binding;
        if (binding.IsTypeName)
            return Done(type.Name);
        var place = Place.Field(path, field.ResponseKey);
        object? value;
        try
        {
            if (binding.Property is { } property)
            {
                if (parent is null || !property.TryGet(parent, out value))
                    return Done(Fail(field, place, MissingProperty(field)));
            }
            else if (field.Arguments(this, out var error) is not { } arguments)
            {
                return Done(Fail(field, place, error!));
            }
            else if (binding.Introspection is { } introspect)
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
        catch (Exception exception)
        {
            return Done(Fail(field, place, exception));
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
            return Fail(field, place, exception);
        }
        // The object's fields are started before what they ask for is loaded.
        ValueTask<object?> completed;
        using (Loads.Enter())
            completed = Complete(field.Definition.Type, field, value, place, depth);
        return await completed;
    }

    private static ValueTask<object?> Done(object? value) => ValueTask.FromResult(value);

    private static MissingMemberException MissingProperty(CollectedField field) =>
        new($"{field.Definition} has no resolver, and its parent has no property {PropertyGetters.PropertyName(field.Definition.Name)}.");
}
