namespace TalentBank.Benchmarks;

/// <summary>
/// Something whose speed is a promise. Every class that can be made without arguments is found and run; a comparison with
/// a raw baseline derives from <see cref="Comparison"/>, anything else from here.
/// </summary>
internal abstract class Benchmark
{
    /// <summary>What it is called on the command line.</summary>
    public abstract string Name { get; }

    /// <summary>How many facts there are, where it is about growth: at each of these.</summary>
    public IReadOnlyList<int> Sizes { get; set; } = [];

    /// <summary>Makes a further database, by its name, where one is not enough.</summary>
    public Func<string, Task<string>> CreateDatabase { get; set; } = _ => throw new InvalidOperationException("There is no server.");

    /// <summary>Measures, in a database of its own that is empty at first.</summary>
    /// <param name="connectionString">To that database, as its owner.</param>
    /// <param name="runs">How often to measure; the median counts.</param>
    public abstract Task<IReadOnlyList<Result>> Run(string connectionString, int runs);
}
