namespace TalentBank.Benchmarks;

internal sealed class AppendNewStreams() : AppendComparison(callers: 32, facts: 10_000)
{
    public override string Name => "append-new-32";

    public override string Work => "append to new streams, 32 callers";

    public override string Baseline => "single-row inserts, 32 connections";

    public override double Goal => 1.5;
}
