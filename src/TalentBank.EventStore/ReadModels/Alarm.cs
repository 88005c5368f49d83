namespace TalentBank.EventStore.ReadModels;

/// <summary>A wait that whoever comes first ends: a ring, the clock, or a cancellation. It serves once.</summary>
internal sealed class Alarm
{
    // Awaited as it is: WaitAsync and WhenAny would end on a thread of the pool, and no run on one thread could be repeated.
    private readonly TaskCompletionSource _rung = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Ring() => _rung.TrySetResult();

    public async Task Wait(TimeSpan bound, TimeProvider time, CancellationToken cancel)
    {
        using var timer = time.CreateTimer(alarm => ((Alarm)alarm!).Ring(), this, bound, Timeout.InfiniteTimeSpan);
        using var cancelled = cancel.Register(Ring);
        await _rung.Task;
    }
}
