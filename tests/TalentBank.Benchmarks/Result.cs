namespace TalentBank.Benchmarks;

/// <summary>A row of the table.</summary>
/// <param name="Work">What was done.</param>
/// <param name="Baseline">What it is held against; – where there is nothing to hold it against.</param>
/// <param name="Goal">What is to be reached.</param>
/// <param name="Measured">What was, in the goal's terms: the median.</param>
/// <param name="Absolute">The same in figures of this machine.</param>
/// <param name="Spread">How far the runs lie apart: (most - least) / median.</param>
/// <param name="IsMet">Whether the goal is.</param>
internal sealed record Result(string Work, string Baseline, string Goal, string Measured, string Absolute, double Spread, bool IsMet);
