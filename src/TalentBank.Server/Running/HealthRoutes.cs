using TalentBank.EventStore.ReadModels;

namespace TalentBank.Server.Running;

/// <summary><c>/health/live</c>: the process answers. <c>/health/ready</c>: the database does too, and the read models are built and follow the log.</summary>
public static class HealthRoutes
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(4);

    public static void MapHealth(this WebApplication app)
    {
        app.MapGet("/health/live", () => Results.Text("live"));
        app.MapGet("/health/ready", Ready);
    }

    private static async Task<IResult> Ready(ReadModelStore store, Daemon daemon, BankSettings settings, CancellationToken cancel)
    {
        try
        {
            using var bound = CancellationTokenSource.CreateLinkedTokenSource(cancel);
            bound.CancelAfter(Bound);
            await using var snapshot = store.Read(settings.Zone);
            await snapshot.Fix(bound.Token);
            if ((await store.Building(bound.Token)).Keys.ToArray() is { Length: > 0 } building)
                return Results.Text($"still being built: {string.Join(", ", building.Select(model => model.Name))}", statusCode: StatusCodes.Status503ServiceUnavailable);
            return daemon.Fault is null ? Results.Text("ready") : Results.Text("the read models do not follow the log", statusCode: StatusCodes.Status503ServiceUnavailable);
        }
        catch (Exception fault) when (fault is System.Data.Common.DbException or OperationCanceledException)
        {
            return Results.Text("the database does not answer", statusCode: StatusCodes.Status503ServiceUnavailable);
        }
    }
}
