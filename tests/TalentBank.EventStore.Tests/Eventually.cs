using System.Diagnostics;

namespace TalentBank.EventStore.Tests;

/// <summary>Waits for something that another thread or process brings about, with a bound that only a failure reaches.</summary>
public static class Eventually
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(60);

    public static async Task Holds(Func<Task<bool>> condition)
    {
        var since = Stopwatch.GetTimestamp();
        while (!await condition())
        {
            Stopwatch.GetElapsedTime(since).ShouldBeLessThan(Bound, "the condition never came to hold");
            await Task.Delay(5);
        }
    }
}
