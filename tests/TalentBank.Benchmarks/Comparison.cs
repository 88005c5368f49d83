using System.Globalization;

namespace TalentBank.Benchmarks;

/// <summary>The same work done raw and by the engine, turn by turn in one run, so that both meet the same machine.</summary>
internal abstract class Comparison : Benchmark
{
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
        await Prepare(connectionString);
        // The first round finds cold caches and code that is not yet compiled: it is not counted.
        await Raw();
        await Ours();
        var (raw, ours) = (new List<double>(), new List<double>());
        for (var run = 0; run < runs; run++)
        {
            raw.Add(await Raw());
            ours.Add(await Ours());
        }
        await CleanUp();

        var ratio = ours.Median() / raw.Median();
        return [new Result(
            Work, Baseline,
            Goal: string.Create(CultureInfo.InvariantCulture, $"≥ {Goal:0.0#}"),
            Measured: string.Create(CultureInfo.InvariantCulture, $"{ratio:0.00}"),
            Absolute: string.Create(CultureInfo.InvariantCulture, $"{ours.Median():N0} against {raw.Median():N0} {Unit}/s"),
            Spread: ours.Zip(raw, (mine, its) => mine / its).Spread(),
            IsMet: ratio >= Goal)];
    }

    /// <summary>Makes whatever both sides need; not counted.</summary>
    protected abstract Task Prepare(string connectionString);

    /// <summary>One run of the baseline: how much per second.</summary>
    protected abstract Task<double> Raw();

    /// <summary>One run of the engine: how much per second.</summary>
    protected abstract Task<double> Ours();

    protected virtual Task CleanUp() => Task.CompletedTask;
}
