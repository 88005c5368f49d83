using System.Collections.Concurrent;
using System.Diagnostics;

namespace TalentBank.Server.Tests.Questions;

/// <summary>
/// Counts what one request sends to PostgreSQL, as the driver itself reports it: an activity for every command or batch that it
/// executes, in the trace of the request that caused it.
/// </summary>
public sealed class RoundTrips : IDisposable
{
    private readonly ConcurrentQueue<Activity> _sent = [];
    private readonly ActivityListener _listener;

    public RoundTrips()
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is "Npgsql" or "Microsoft.AspNetCore",
            Sample = (ref _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity =>
            {
                // Opening a physical connection is one too; the pool does that now and then.
                if (activity.Source.Name == "Npgsql" && activity.TagObjects.Any(tag => tag.Key is "db.query.text" or "db.statement"))
                    _sent.Enqueue(activity);
            },
        };
        ActivitySource.AddActivityListener(_listener);
    }

    /// <summary>How many the request cost, whose answer must be without errors, and the answer.</summary>
    public async Task<(int Count, System.Text.Json.JsonElement Data)> Of(BankClient client, string query)
    {
        var trace = ActivityTraceId.CreateRandom();
        client.Http.DefaultRequestHeaders.Remove("traceparent");
        client.Http.DefaultRequestHeaders.Add("traceparent", $"00-{trace}-{ActivitySpanId.CreateRandom()}-01");
        var data = await client.Ask(query);
        return (_sent.Count(activity => activity.TraceId == trace), data);
    }

    public void Dispose() => _listener.Dispose();
}
