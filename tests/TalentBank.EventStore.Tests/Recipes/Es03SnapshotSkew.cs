using System.Diagnostics;
using TalentBank.EventStore.Log;
using static TalentBank.EventStore.Tests.Log.Sample;

namespace TalentBank.EventStore.Tests.Recipes;

/// <summary>
/// The reader against a simulated log, where anything may happen between any two of its statements: transactions take
/// numbers, commit and roll back, and a second reader uses the same fence. One seed is one history. The controls take one
/// of its questions from before another.
/// </summary>
public sealed class Es03SnapshotSkew(TestDatabase test) : IClassFixture<TestDatabase>
{
    [Fact]
    public void No_history_makes_the_reader_lose_an_event_or_turn_two_around()
    {
        for (var seed = 1; seed <= RecipeLength.Of(500, 20_000); seed++)
            new History(seed).Faults().ShouldBe(0, $"seed {seed}");
    }

    [Fact]
    public async Task A_look_is_one_statement()
    {
        var log = new PostgresLog(test.Database);
        await log.Append(Request("z", To("a", 0)));
        // Npgsql tells of each command, by this thread's flow.
        var statements = new List<string?>();
        using var here = new Activity("look").Start();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Npgsql",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity =>
            {
                if (activity.TraceId == here.TraceId && activity.GetTagItem("db.query.text") is string text)
                    statements.Add(text);
            },
        };
        ActivitySource.AddActivityListener(listener);

        (await log.ReadAll(0, 10)).Events.ShouldHaveSingleItem();

        statements.ShouldHaveSingleItem().ShouldNotBeNull().ShouldNotContain(";");
    }

    [Fact]
    public void Without_the_fence_events_are_lost() =>
        Enumerable.Range(1, 100).Sum(seed => new History(seed) { Writers = _ => [] }.Faults()).ShouldBeGreaterThan(0);

    [Fact]
    public void A_fence_of_writers_from_before_the_look_loses_events() =>
        Enumerable.Range(1, 100).Sum(seed => new History(seed) { Writers = history => history.WritersBefore }.Faults()).ShouldBeGreaterThan(0);

    private sealed class History
    {
        private readonly Random _random;
        private readonly SortedSet<long> _visible = [];
        private readonly Dictionary<string, List<long>> _running = [];
        private readonly GapReader _reader;
        private long _next = 1;
        private int _transactions;
        private int _steps = 400;
        private bool _nested;
        private long _otherAfter;

        public History(int seed)
        {
            _random = new Random(seed);
            _reader = new GapReader(Look, Ask, Skip);
        }

        public Func<History, HashSet<string>> Writers { get; init; } = history => [.. history._running.Keys];

        public HashSet<string> WritersBefore { get; private set; } = [];

        /// <summary>How many committed events were not read, or not in order, once everything has ended.</summary>
        public int Faults()
        {
            var read = new List<long>();
            var after = 0L;
            for (var polls = 0; _steps > 0 || (after < _visible.Max && polls < 100); polls += _steps > 0 ? 0 : 1)
                Page();
            return _visible.Except(read).Count() + read.Zip(read.Skip(1)).Count(pair => pair.First >= pair.Second);

            void Page()
            {
                WritersBefore = [.. _running.Keys];
                World();
                var page = Synchronously(_reader.Read(after, _random.Next(1, 30), CancellationToken.None));
                page.Through.ShouldBe(page.Events is [.., var last] ? last.Position : after);
                read.AddRange(page.Events.Select(@event => @event.Position));
                after = page.Through;
            }
        }

        private Task<Look> Look(long after, int limit, CancellationToken cancel)
        {
            World();
            World();
            Other();
            World();
            var look = new Look([.. _visible.Where(number => number > after).Take(limit).Select(Event)], _visible.Count > 0 ? _visible.Max : after);
            World();
            Other();
            return Task.FromResult(look);
        }

        private Task Skip(long after, long last, CancellationToken cancel)
        {
            Other();
            World();
            return Task.CompletedTask;
        }

        private Task<IReadOnlyDictionary<string, int>> Ask(CancellationToken cancel)
        {
            World();
            var writers = Writers(this);
            Other();
            World();
            return Task.FromResult<IReadOnlyDictionary<string, int>>(writers.ToDictionary(writer => writer, _ => 0));
        }

        /// <summary>Another caller of the same reader, in the midst of the first one's work.</summary>
        private void Other()
        {
            if (_nested || _random.Next(3) > 0)
                return;
            _nested = true;
            _otherAfter = Synchronously(_reader.Read(_otherAfter, 20, CancellationToken.None)).Through;
            _nested = false;
        }

        /// <summary>A few steps of the transactions; when the steps are used up, those left end.</summary>
        private void World()
        {
            for (var step = _random.Next(3); step > 0 && _steps > 0; step--, _steps--)
            {
                if (_running.Count < 12 && _random.Next(2) == 0)
                    _running.Add($"{++_transactions}", [_next++]);
                else if (_running.Count > 0 && _random.Next(4) == 0)
                    _running.ElementAt(_random.Next(_running.Count)).Value.Add(_next++);
                else if (_running.Count > 0)
                    End(_running.ElementAt(_random.Next(_running.Count)).Key);
            }
            if (_steps == 0)
            {
                foreach (var transaction in _running.Keys.ToArray())
                    End(transaction);
            }
        }

        private void End(string transaction)
        {
            if (_random.Next(5) > 0)
                _visible.UnionWith(_running[transaction]);
            _running.Remove(transaction);
        }

        private static RecordedEvent Event(long position) =>
            new(position, Guid.Empty, "z", "s", position, "t", "{}", default, "", Guid.Empty, null);

        private static LogPage Synchronously(ValueTask<LogPage> page)
        {
            page.IsCompleted.ShouldBeTrue("the simulation never waits");
            return page.GetAwaiter().GetResult();
        }
    }
}
