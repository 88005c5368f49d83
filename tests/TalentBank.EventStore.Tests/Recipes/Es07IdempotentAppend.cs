using System.Collections.Concurrent;
using System.Diagnostics;
using TalentBank.EventStore.Log;
using TalentBank.EventStore.Tests.Embedded;
using TalentBank.EventStore.Tests.Log;
using static TalentBank.EventStore.Log.AppendOutcome;
using static TalentBank.EventStore.Tests.Log.Sample;

namespace TalentBank.EventStore.Tests.Recipes;

/// <summary>
/// Every command is sent one to five times at once, and again until it is answered, while PostgreSQL is killed and started
/// again. Each has one effect, and whatever was acknowledged is there.
/// </summary>
public sealed class Es07IdempotentAppend : IAsyncLifetime
{
    private const string Zone = "z";
    private const int Callers = 8;

    private readonly TestFolder _folder = new();

    public async ValueTask InitializeAsync() => await _folder.Prepare();

    [Fact]
    public async Task Every_command_has_one_effect_across_kills_of_PostgreSQL()
    {
        var kills = RecipeLength.Of(2, 20);
        await using var first = await _folder.Start();
        await using var database = await Database.Open(first.ConnectionString);
        var log = new PostgresLog(database);
        var postgres = first;
        var answered = new ConcurrentDictionary<string, long>();
        var killed = 0;

        var sending = Task.WhenAll(Enumerable.Range(0, Callers).Select(caller => Task.Run(async () =>
        {
            var random = new Random(caller);
            for (var n = 0; Volatile.Read(ref killed) < kills; n++)
            {
                var request = Request(Zone, To($"s-{caller}-{n}", 0));
                var positions = await Task.WhenAll(Enumerable.Range(0, random.Next(1, 6)).Select(_ => Send(log, request)));
                positions.Distinct().Count().ShouldBe(1, "every sending is told the same");
                answered[request.Streams[0].Stream] = positions[0];
                (await log.Append(request with { Fingerprint = "other" })).ShouldBeOfType<CommandIdTaken>();
            }
        })));
        while (killed < kills && !sending.IsFaulted)
        {
            var before = answered.Count;
            await Eventually.Holds(() => Task.FromResult(answered.Count > before + 20 || sending.IsFaulted));
            using (var postmaster = Process.GetProcessById(postgres.ProcessId))
                postmaster.Kill();
            var next = await _folder.Start();
            // Lets go of the folder, so that the last one stops the server; the first is let go at the end.
            if (postgres != first)
                await postgres.DisposeAsync();
            postgres = next;
            Interlocked.Increment(ref killed);
        }
        await sending;

        var events = await log.ReadToEnd();
        events.ToDictionary(@event => @event.Stream, @event => @event.Position).ShouldBe(answered, ignoreOrder: true);
        TestContext.Current.SendDiagnosticMessage($"{answered.Count} commands, {killed} kills: each has one effect.");
        if (postgres != first)
            await postgres.DisposeAsync();
    }

    [Fact]
    public async Task Without_the_command_id_what_is_sent_again_has_another_effect()
    {
        await using var postgres = await _folder.Start();
        await using var proxy = new LossyProxy(postgres.ConnectionString);
        await using var database = await Database.Open(proxy.ConnectionString);
        var log = new PostgresLog(database);
        await Send(log, Request(Zone, To("warm", 0)));

        // As a store does that is asked again after a lost answer, and knows streams and versions only.
        proxy.LoseNext(LossyProxy.Loss.Answer);
        await Send(log, Request(Zone, To("control", 0)));
        await Send(log, Request(Zone, To("control", (await log.ReadStream(Zone, "control")).Version)));

        (await log.ReadStream(Zone, "control")).Version.ShouldBe(2);
    }

    /// <summary>Until it is answered: while the server is away, nobody knows.</summary>
    private static async Task<long> Send(PostgresLog log, AppendRequest request)
    {
        while (true)
        {
            try
            {
                return await log.Append(request) switch
                {
                    Appended appended => appended.Position,
                    Repeated repeated => repeated.Position,
                    var outcome => throw new InvalidOperationException($"{outcome}"),
                };
            }
            catch (OutcomeUnknownException)
            {
                // Sent again under the same id.
            }
        }
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }
}
