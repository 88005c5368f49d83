using System.Diagnostics.Metrics;

namespace TalentBank.EventStore;

/// <summary>The engine's metrics, for any <see cref="MeterListener"/>; each instrument stands with what it measures.</summary>
internal static class Telemetry
{
    public static Meter Meter { get; } = new("TalentBank.EventStore");
}
