namespace TalentBank.GraphQL.Execution;

/// <summary>CreateSourceEventStream() (specification, section 6.2.3.1).</summary>
internal sealed partial class OperationExecution
{
    /// <summary>The events of the operation's only field, or the request error that there are none.</summary>
    public async ValueTask<(IAsyncEnumerable<object?>? Events, ExecutionResult? Refusal)> CreateSourceEventStream(object? root)
    {
        var fields = plan.Root.FieldsOf(plan.RootType);
        if (fields is not [var field])
        {
            return (null, ExecutionResult.Refused(
                new GraphQLError("A subscription must select one field.") { Extensions = ErrorCode.OperationResolutionFailure }));
        }
        var events = await ResolveFieldEventStream(field, root);
        cancellationToken.ThrowIfCancellationRequested();
        return events is null ? (null, ExecutionResult.Refused(_errors)) : (events, null);
    }

    private async ValueTask<IAsyncEnumerable<object?>?> ResolveFieldEventStream(CollectedField field, object? root)
    {
        var place = Place.Field(null, field.ResponseKey);
        try
        {
            if (field.Arguments(this, out var error) is not { } arguments)
            {
                Fail(field, place, error!);
                return null;
            }
            if (field.Binding.Events is not { } events)
                throw new MissingMemberException($"{field.Definition} has no events.");
            switch (await events(new FieldContext(this, field, root, arguments, parentPath: null)))
            {
                case IAsyncEnumerable<object?> stream:
                    return stream;
                case FieldError refused:
                    Failure(refused, field, place);
                    return null;
                case var other:
                    throw new InvalidCastException($"The events of {field.Definition} are no IAsyncEnumerable<object>, but a {other?.GetType().Name ?? "null"}.");
            }
        }
        catch (Exception exception)
        {
            Bug(exception, field, place);
            return null;
        }
    }
}
