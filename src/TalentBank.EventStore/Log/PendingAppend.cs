namespace TalentBank.EventStore.Log;

/// <summary>A request and the caller who waits for its outcome.</summary>
/// <param name="request">Well-formed.</param>
/// <param name="bytes">About how many bytes it is.</param>
internal sealed class PendingAppend(AppendRequest request, int bytes) : TaskCompletionSource<AppendOutcome>(TaskCreationOptions.RunContinuationsAsynchronously)
{
    public AppendRequest Request { get; } = request;

    public int Bytes { get; } = bytes;
}
