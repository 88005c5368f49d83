using TalentBank.EventStore.Log;

namespace TalentBank.Benchmarks;

/// <summary>Many facts on few streams: two thousand, taken in turn, so that no request conflicts with one under way.</summary>
internal sealed class AppendKnownStreams() : AppendComparison(callers: 32, facts: 10_000)
{
    private const int Streams = 2_000;

    public override string Name => "append-known-32";

    public override string Work => "append to known streams, 32 callers";

    public override string Baseline => "single-row inserts, 32 connections";

    public override double Goal => 2.2;

    protected override async Task Prepare(string connectionString)
    {
        await base.Prepare(connectionString);
        await Append([.. Enumerable.Range(0, Streams).Select(n => To(n, expectedVersion: 0))]);
    }

    protected override AppendRequest Request(int n) => To(n, expectedVersion: 1 + n / Streams);

    private static AppendRequest To(int n, long expectedVersion) =>
        Facts.Request(FormattableString.Invariant($"position-0199f3a2-6c1e-7d43-9b52-{n % Streams:x12}"), expectedVersion, n);
}
