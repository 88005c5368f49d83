using System.Globalization;
using TalentBank.EventStore.Log;
using TalentBank.EventStore.ReadModels;

namespace TalentBank.Server.Running;

/// <summary><c>/health/live</c>: the process answers. <c>/health/ready</c>: the database does too, and the read models are built and follow the log; else it says why not.</summary>
public static class HealthRoutes
{
    /// <summary>How long the database may take to answer.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(4);

    /// <summary>How long the daemon may stay silent, and how long a fact may wait for a read model. A quiet log is no silence.</summary>
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(15);

    public static void MapHealth(this WebApplication app)
    {
        app.MapGet("/health/live", () => Results.Text("live"));
        app.MapGet("/health/ready", Ready);
    }

    private static async Task<IResult> Ready(ReadModelStore store, Daemon daemon, IEventLog log, CancellationToken cancel)
    {
        try
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
            patience.CancelAfter(Patience);
            var lags = await store.Lags(patience.Token);
            var building = await store.Building(patience.Token);
            var hold = log is PostgresLog postgres ? await postgres.HeldBy(patience.Token) : null;
            var aside = lags.Sum(lag => lag.Aside);
            return Objection(daemon.Silence, daemon.Fault, [.. building.Keys], lags, hold) is { } objection
                ? Results.Text(objection, statusCode: StatusCodes.Status503ServiceUnavailable)
                : Results.Text(aside == 0 ? "ready" : string.Create(CultureInfo.InvariantCulture, $"ready, with {aside} facts set aside"));
        }
        catch (Exception fault) when (fault is System.Data.Common.DbException or OperationCanceledException)
        {
            return Results.Text("the database does not answer", statusCode: StatusCodes.Status503ServiceUnavailable);
        }
    }

    /// <summary>Why the read models are no longer to be relied on; null: they are.</summary>
    public static string? Objection(TimeSpan silence, Exception? fault, IReadOnlyList<ReadModel> building, IReadOnlyList<Lag> lags, ReaderHold? hold)
    {
        if (silence > Bound)
            return string.Create(CultureInfo.InvariantCulture, $"the daemon has given no sign of life for {silence.TotalSeconds:F0} s");
        if (fault is not null)
            return $"the read models do not follow the log: {fault.GetType().Name}";
        if (building.Count > 0)
            return $"still being built: {string.Join(", ", building.Select(model => model.Name))}";
        if (lags.MaxBy(lag => lag.Waiting) is not { } last || last.Waiting <= Bound)
            return null;
        var late = string.Create(CultureInfo.InvariantCulture, $"{last.Model.Name} is {last.Behind} facts behind the log, the first since {last.Waiting.TotalSeconds:F0} s");
        return hold is null ? late : string.Create(CultureInfo.InvariantCulture, $"{late}; position {hold.Position} is in the hands of PostgreSQL process {string.Join(", ", hold.ProcessIds)}");
    }
}
