namespace TalentBank.Benchmarks;

internal sealed class RebuildDocuments() : RebuildComparison(Positions.Documents)
{
    public override string Name => "rebuild-documents";

    public override string Work => "rebuild of a document read model, 200,000 facts interleaved over 4,000 streams";

    public override double Goal => 0.3;
}
