using TalentBank.EventStore.Log;
using TalentBank.EventStore.ReadModels;

namespace TalentBank.EventStore.Tests.ReadModels;

/// <summary>Daemons in memory, on one thread and with a clock moved by hand: one seed is one history.</summary>
public sealed class RepeatableDaemonTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void The_same_seed_gives_the_same_run_step_by_step_on_one_thread(int seed)
    {
        var first = Run(seed);
        first.Count.ShouldBeGreaterThan(100);
        Run(seed).ShouldBe(first);
        Run(seed + 100).ShouldNotBe(first);
    }

    /// <summary>Three daemons of which one or the other is frozen in the midst of a batch, sometimes for longer than its lease.</summary>
    private static List<string> Run(int seed)
    {
        var random = new Random(seed);
        var trace = new List<string>();
        var clock = new HandClock();
        var log = new PlainLog();
        using var thread = new OneThread();
        using var stop = new CancellationTokenSource();
        var store = new MemoryReadModels([Models.OpenPositions, Models.Ledger], clock);
        var daemons = Enumerable.Range(1, 3).Select(number => new Daemon(log, new Slow(store, number, random, clock, trace), Fact.Decode)
        {
            Owner = new Guid(number, 0, 0, new byte[8]),
            Time = clock,
            BatchSize = 7,
            Lease = TimeSpan.FromSeconds(1),
        }).ToArray();
        var running = daemons.Select(daemon => daemon.Run(stop.Token)).ToArray();
        thread.Settle();

        for (var step = 0; step < 200; step++)
        {
            if (step < 150) Histories.Write(log, random, facts: 8);
            if (random.Next(2) == 0) daemons[random.Next(3)].Nudge();
            clock.Advance(TimeSpan.FromMilliseconds(random.Next(200)));
            thread.Settle();
        }

        for (var i = 0; i < 100; i++)
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            thread.Settle();
        }

        daemons.ShouldAllBe(daemon => daemon.Position == log.Last);
        daemons.ShouldAllBe(daemon => daemon.Fault == null);
        var plain = new Plain(log.Events);
        store.Documents(Models.OpenPositions).ShouldBe(plain.Documents, ignoreOrder: true);
        store.Transfers(Models.Ledger).Count.ShouldBe(plain.Transfers);

        stop.Cancel();
        for (var i = 0; i < 10; i++)
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            thread.Settle();
        }

        running.ShouldAllBe(run => run.IsCompletedSuccessfully);
        return trace;
    }

    /// <summary>What the log makes of the models, by the plainest means.</summary>
    private sealed class Plain
    {
        public Plain(IEnumerable<RecordedEvent> events)
        {
            foreach (var fact in events.Select(recorded => Recorded.From(recorded, Fact.Decode(recorded))))
            {
                Transfers += Models.Ledger.Post(fact).Count();
                foreach (var key in Models.OpenPositions.KeysOf(fact))
                {
                    if (Models.OpenPositions.Apply(key, Documents.GetValueOrDefault((fact.Zone, key)), fact) is { } document) Documents[(fact.Zone, key)] = document;
                    else Documents.Remove((fact.Zone, key));
                }
            }
        }

        public Dictionary<(string Zone, string Key), object> Documents { get; } = [];

        public int Transfers { get; }
    }

    private sealed class Slow(IReadModels models, int number, Random random, HandClock clock, List<string> trace) : IReadModels
    {
        public IReadOnlyList<ReadModel> Models => models.Models;

        public Task<IReadOnlyList<Claimed>> Claim(Guid owner, TimeSpan lease, CancellationToken cancel) => models.Claim(owner, lease, cancel);

        public async Task<Applied> Apply(Guid owner, TimeSpan lease, IReadOnlyList<ReadModel> together, Batch batch, CancellationToken cancel)
        {
            if (random.Next(10) == 0) await new Alarm().Wait(TimeSpan.FromMilliseconds(random.Next(3000)), clock, CancellationToken.None);
            var applied = await models.Apply(owner, lease, together, batch, cancel);
            trace.Add($"{clock.GetUtcNow():O} daemon {number}: {string.Join('+', together.Select(model => model.Name))} {batch.From}-{batch.To} {applied.GetType().Name}");
            return applied;
        }

        public Task Release(Guid owner) => models.Release(owner);
    }
}
