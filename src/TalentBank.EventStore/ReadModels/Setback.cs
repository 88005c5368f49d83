namespace TalentBank.EventStore.ReadModels;

/// <summary>A failure and the pause after it, which doubles each time.</summary>
internal sealed record Setback(Exception Cause, TimeSpan Pause, long Since)
{
    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);

    public bool IsOver(TimeProvider time) => time.GetElapsedTime(Since) >= Pause;

    public static Setback After(Setback? earlier, Exception cause, TimeProvider time)
    {
        var pause = earlier is null ? ShortestPause : earlier.Pause * 2;
        return new Setback(cause, pause < LongestPause ? pause : LongestPause, time.GetTimestamp());
    }
}
