namespace TalentBank.Benchmarks;

/// <summary>Callers that share a list of work, each taking the next piece when it is done with the last.</summary>
internal static class Callers
{
    public static Task Run<T>(int callers, IReadOnlyList<T> work, Func<Func<T?>, Task> call) where T : class
    {
        var taken = 0;
        T? Next() => Interlocked.Increment(ref taken) - 1 is var n && n < work.Count ? work[n] : null;
        return Task.WhenAll(Enumerable.Range(0, callers).Select(_ => Task.Run(() => call(Next))));
    }
}
