using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;

namespace TalentBank.Faults.Load;

/// <summary>
/// Everything that was sent and answered, in order, as Jepsen keeps it: <c>invoke</c>, then <c>ok</c>, <c>refused</c> or
/// <c>unknown</c>, each with the wall clock and the time since the run began.
/// </summary>
internal sealed class History
{
    /// <summary>The phase in which nothing is done to the system.</summary>
    public const string Calm = "calm";

    private readonly Stopwatch _since = Stopwatch.StartNew();
    private readonly ConcurrentQueue<Line> _lines = new();

    /// <summary>What is being done to the system at the moment.</summary>
    public string Phase { get; private set; } = Calm;

    /// <summary>What came back besides acceptances and refusals: how often, in which phase.</summary>
    public ConcurrentDictionary<(string Phase, string What), int> Oddities { get; } = new();

    public void Enter(string phase)
    {
        Phase = phase;
        _lines.Enqueue(new Line(DateTimeOffset.UtcNow, _since.Elapsed, "phase", null, 0, phase));
    }

    /// <summary>Sends once, and writes down what went out and what came back.</summary>
    public async Task<Answer> Send(BankClient client, SentCommand command)
    {
        var phase = Phase;
        Write("invoke", command, client, command.Field);
        var answer = await client.Send(command);
        switch (answer)
        {
            case Answer.Accepted accepted:
                Write("ok", command, client, $"{accepted.Position} {accepted.Result}");
                break;
            case Answer.Refused refused:
                Write("refused", command, client, refused.Codes);
                break;
            case Answer.Unknown unknown:
                Write("unknown", command, client, unknown.Why);
                // What was sent or answered while something was done to the system may have felt it.
                Oddities.AddOrUpdate((phase is Calm ? Phase : phase, unknown.Why), 1, (_, count) => count + 1);
                break;
        }
        return answer;
    }

    /// <summary>As JSON lines.</summary>
    public async Task WriteTo(string path)
    {
        await using var file = new StreamWriter(path);
        foreach (var line in _lines)
            await file.WriteLineAsync(JsonSerializer.Serialize(line, JsonSerializerOptions.Web));
    }

    private void Write(string what, SentCommand command, BankClient client, string detail) =>
        _lines.Enqueue(new Line(DateTimeOffset.UtcNow, _since.Elapsed, what, command.Id, client.Server, detail));

    private sealed record Line(DateTimeOffset Wall, TimeSpan Since, string What, Guid? Command, int Server, string Detail);
}
