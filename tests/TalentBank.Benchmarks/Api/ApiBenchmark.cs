using System.Globalization;

namespace TalentBank.Benchmarks.Api;

/// <summary>
/// Requests over HTTP beside a hand-written endpoint of the same host that gives the same data, byte for byte, turn by turn in one run. The
/// load comes from a process of its own on the same cores; what is allocated is this process's alone.
/// </summary>
internal abstract class ApiBenchmark : Benchmark
{
    private CpuTime? _cpu;

    public sealed override async Task<IReadOnlyList<Result>> Run(string connectionString, int runs)
    {
        _cpu = await CpuTime.Of(connectionString);
        return await Measure(connectionString, runs);
    }

    /// <inheritdoc cref="Benchmark.Run"/>
    protected abstract Task<IReadOnlyList<Result>> Measure(string connectionString, int runs);

    /// <summary>GraphQL against an endpoint written by hand.</summary>
    protected async Task<Result> Compare(string work, string baseline, double goal, Request byHand, Request ours, int runs)
    {
        // Ours may say what the request cost (extensions), which is some bytes more.
        var (its, mine) = (await byHand.Send(), await ours.Send());
        if (!mine.StartsWith(its[..^1], StringComparison.Ordinal))
            throw new InvalidOperationException($"{work}: by hand the answer is\n{its}\nand ours is\n{mine}");
        return await Compare(work, baseline, goal, () => Measure(byHand), () => Measure(ours), runs);
    }

    protected static async Task<Result> Compare(string work, string baseline, double goal, Func<Task<Measured>> raw, Func<Task<Measured>> ours, int runs)
    {
        // The first round finds cold caches and code that is not yet compiled for good: it is not counted.
        await raw();
        await ours();
        var (its, mine) = (new List<Measured>(), new List<Measured>());
        for (var run = 0; run < runs; run++)
        {
            its.Add(await raw());
            mine.Add(await ours());
        }

        var ratio = mine.Median(round => round.PerSecond) / its.Median(round => round.PerSecond);
        return new Result(
            work, baseline,
            Goal: string.Create(CultureInfo.InvariantCulture, $"≥ {goal:0.0#}"),
            Measured: string.Create(CultureInfo.InvariantCulture, $"{ratio:0.00}"),
            Absolute: string.Create(CultureInfo.InvariantCulture,
                $"{mine.Median(round => round.PerSecond):N0} against {its.Median(round => round.PerSecond):N0} requests/s; for each {mine.Median(round => round.Processor):N0} against {its.Median(round => round.Processor):N0} µs of processor, {mine.Median(round => round.Allocated) / 1024:0.0} against {its.Median(round => round.Allocated) / 1024:0.0} KiB allocated"),
            Spread: mine.Zip(its, (one, other) => one.PerSecond / other.PerSecond).Spread(),
            IsMet: ratio >= goal);
    }

    protected Task<Measured> Measure(Request request) => Measure(() => Wrk.Post(request));

    protected async Task<Measured> Measure(Func<Task<(long Requests, double PerSecond)>> work)
    {
        var (bytes, processor) = (GC.GetTotalAllocatedBytes(), _cpu?.Now() ?? default);
        var (requests, perSecond) = await work();
        return new Measured(perSecond, ((_cpu?.Now() ?? default) - processor).TotalMicroseconds / requests, (double)(GC.GetTotalAllocatedBytes() - bytes) / requests);
    }

    /// <param name="PerSecond">How many requests.</param>
    /// <param name="Processor">Microseconds for each, of this process and of PostgreSQL's together, however busy the machine is with other things.</param>
    /// <param name="Allocated">Bytes for each, by this process.</param>
    protected sealed record Measured(double PerSecond, double Processor, double Allocated);
}
