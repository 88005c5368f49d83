using System.Diagnostics;
using System.Globalization;

namespace TalentBank.Benchmarks;

/// <summary>The same work done raw and by the engine, turn by turn in one run, so that both meet the same machine.</summary>
internal abstract class Comparison : Benchmark
{
    private const int WarmUp = 2;

    private CpuTime? _cpu;
    private double _each;

    /// <summary>What is done, in the words of the goals' table.</summary>
    public abstract string Work { get; }

    /// <summary>What it is held against.</summary>
    public abstract string Baseline { get; }

    /// <summary>The least speed to reach, as a share of the baseline's.</summary>
    public abstract double Goal { get; }

    /// <summary>What is counted per second.</summary>
    public virtual string Unit => "facts";

    public sealed override async Task<IReadOnlyList<Result>> Run(string connectionString, int runs)
    {
        _cpu = await CpuTime.Of(connectionString);
        await Prepare(connectionString);
        // The first rounds find cold caches and code that is not yet compiled for good: they are not counted.
        for (var round = 0; round < WarmUp; round++)
        {
            await Raw();
            await Ours();
        }
        var (raw, ours) = (new List<(double Rate, double Cpu)>(), new List<(double Rate, double Cpu)>());
        for (var run = 0; run < runs; run++)
        {
            raw.Add((await Raw(), _each));
            ours.Add((await Ours(), _each));
        }
        await CleanUp();

        var ratio = ours.Median(round => round.Rate) / raw.Median(round => round.Rate);
        return [new Result(
            Work, Baseline,
            Goal: string.Create(CultureInfo.InvariantCulture, $"≥ {Goal:0.0#}"),
            Measured: string.Create(CultureInfo.InvariantCulture, $"{ratio:0.00}"),
            Absolute: string.Create(CultureInfo.InvariantCulture, $"{ours.Median(round => round.Rate):N0} against {raw.Median(round => round.Rate):N0} {Unit}/s")
                + (_each == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"; {ours.Median(round => round.Cpu):N0} against {raw.Median(round => round.Cpu):N0} µs of processor each")),
            Spread: ours.Zip(raw, (mine, its) => mine.Rate / its.Rate).Spread(),
            IsMet: ratio >= Goal)];
    }

    /// <summary>Makes whatever both sides need; not counted.</summary>
    protected abstract Task Prepare(string connectionString);

    /// <summary>One run of the baseline: how much per second.</summary>
    protected abstract Task<double> Raw();

    /// <summary>One run of the engine: how much per second.</summary>
    protected abstract Task<double> Ours();

    protected virtual Task CleanUp() => Task.CompletedTask;

    /// <summary>Does the work; how much of it per second. What it costs in processor time is noted too.</summary>
    protected async Task<double> Time(int amount, Func<Task> work)
    {
        GC.Collect();
        var cpu = _cpu?.Now();
        var start = Stopwatch.GetTimestamp();
        await work();
        var elapsed = Stopwatch.GetElapsedTime(start);
        _each = cpu is null ? 0 : (_cpu!.Now() - cpu.Value).TotalMicroseconds / amount;
        return amount / elapsed.TotalSeconds;
    }
}
