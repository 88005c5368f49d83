using System.Diagnostics.Metrics;

namespace TalentBank.EventStore.ReadModels;

/// <summary>How far a read model is behind the log, and who feeds it.</summary>
/// <param name="Model">Which.</param>
/// <param name="Position">Through which position it includes the log.</param>
/// <param name="Behind">How many positions the log is ahead.</param>
/// <param name="Waiting">How long ago the first fact was recorded that it does not include; zero where it includes all.</param>
/// <param name="Owner">The daemon that feeds it; null: none does at the moment.</param>
/// <param name="Aside">How many letters of facts that it could not take there are.</param>
public sealed record Lag(ReadModel Model, long Position, long Behind, TimeSpan Waiting, Guid? Owner, long Aside)
{
    private static readonly Gauge<long> Events = Telemetry.Meter.CreateGauge<long>("tb_projection_lag_events", description: "Positions that a read model is behind the log");
    private static readonly Gauge<double> Seconds = Telemetry.Meter.CreateGauge<double>("tb_projection_lag_seconds", "s", "Age of the first fact that a read model does not include");
    private static readonly Gauge<long> DeadLetters = Telemetry.Meter.CreateGauge<long>("tb_dead_letters", description: "Facts that a read model could not take");

    /// <summary>As it is when somebody looks, the metrics show it.</summary>
    internal Lag Measured()
    {
        var model = new KeyValuePair<string, object?>("model", $"{Model.Name}_v{Model.Version}");
        Events.Record(Behind, model);
        Seconds.Record(Waiting.TotalSeconds, model);
        DeadLetters.Record(Aside, model);
        return this;
    }
}
