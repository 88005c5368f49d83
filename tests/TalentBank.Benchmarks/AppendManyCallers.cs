using TalentBank.EventStore.Log;

namespace TalentBank.Benchmarks;

internal sealed class AppendManyCallers() : AppendComparison(callers: 256, facts: 20_000)
{
    public override string Name => "append-new-256";

    public override string Work => "append to new streams, 256 callers";

    public override string Baseline => "one binary COPY of the same facts";

    public override double Goal => 0.35;

    protected override Task AppendRaw(IReadOnlyList<AppendRequest> requests) => Table.Copy(requests);
}
