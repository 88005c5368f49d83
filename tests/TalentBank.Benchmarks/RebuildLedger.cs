namespace TalentBank.Benchmarks;

internal sealed class RebuildLedger() : RebuildComparison(Positions.Ledger)
{
    public override string Name => "rebuild-ledger";

    public override string Work => "rebuild of a ledger figure: 400,000 entries, three sets of totals";

    public override double Goal => 0.4;
}
