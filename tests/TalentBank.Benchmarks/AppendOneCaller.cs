namespace TalentBank.Benchmarks;

internal sealed class AppendOneCaller() : AppendComparison(callers: 1, facts: 1_000)
{
    public override string Name => "append-1";

    public override string Work => "append, 1 caller";

    public override string Baseline => "single-row inserts, 1 connection";

    public override double Goal => 0.6;
}
