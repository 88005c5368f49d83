using TalentBank.EventStore.Log;
using static TalentBank.EventStore.Log.AppendOutcome;
using static TalentBank.EventStore.Tests.Log.Sample;

namespace TalentBank.EventStore.Tests.Log;

/// <summary>Many requests in one call of talentbank.append are judged as if they had come one after the other.</summary>
public sealed class AppendSessionTests(TestDatabase test) : IClassFixture<TestDatabase>
{
    [Fact]
    public async Task One_requests_conflict_touches_no_other()
    {
        var outcomes = await Send(Request("z", To("a", 0)), Request("z", To("b", 7)), Request("z", To("c", 0)));

        outcomes[0].ShouldBeOfType<Appended>();
        outcomes[1].ShouldBe(new Conflict("b", 7, 0));
        outcomes[2].ShouldBeOfType<Appended>();
    }

    [Fact]
    public async Task A_later_request_sees_the_version_that_an_earlier_one_left()
    {
        var outcomes = await Send(
            Request("later", To("a", 0, events: 2)), Request("later", To("a", 0)), Request("later", To("a", 2), OnlyRead("b", 0)));

        outcomes[0].ShouldBeOfType<Appended>();
        outcomes[1].ShouldBe(new Conflict("a", 0, 2));
        outcomes[2].ShouldBeOfType<Appended>();
        (await new PostgresLog(test.Database).ReadStream("later", "a")).Version.ShouldBe(3);
    }

    [Fact]
    public async Task A_command_twice_in_one_group_is_recorded_once()
    {
        var request = Request("twice", To("a", 0));

        var outcomes = await Send(request, request with { Result = "other" }, request with { Fingerprint = "other" });

        var position = outcomes[0].ShouldBeOfType<Appended>().Position;
        outcomes[1].ShouldBe(new Repeated(position, "result"));
        outcomes[2].ShouldBeOfType<CommandIdTaken>();
    }

    /// <summary>Random groups, with repetitions, conflicts, reads and empty requests, against the log in memory; numbers included.</summary>
    [Fact]
    public async Task A_group_has_the_outcomes_of_its_requests_one_by_one()
    {
        await test.Raw.RunPastTriggers("truncate talentbank.mt_streams, talentbank.mt_events, talentbank.commands; alter sequence talentbank.mt_events_sequence restart");
        var memory = new MemoryLog(TimeProvider.System);
        var random = new Random(20260601);
        var sent = new List<AppendRequest>();
        var kinds = new HashSet<Type>();
        for (var group = 0; group < 150; group++)
        {
            if (group == 100)
            {
                await test.Raw.Run("update talentbank.mt_streams set is_archived = true where id = 's-5'");
                await memory.Archive("zone-0", ["s-5"]);
                await memory.Archive("zone-1", ["s-5"]);
            }
            var zone = $"zone-{random.Next(2)}";
            var requests = new AppendRequest[random.Next(1, 12)];
            for (var n = 0; n < requests.Length; n++)
                requests[n] = await Next(zone);

            var outcomes = await Send(requests);

            for (var n = 0; n < requests.Length; n++)
            {
                var alone = Timeless(await memory.Append(requests[n]));
                Timeless(outcomes[n]).ShouldBe(alone, $"group {group}, request {n}");
                kinds.Add(alone.GetType());
            }
        }
        kinds.Count.ShouldBe(5, "each kind of outcome occurred");
        var ours = await new PostgresLog(test.Database).ReadToEnd();
        ours.Select(Timeless).ShouldBe((await memory.ReadToEnd()).Select(Timeless));

        async Task<AppendRequest> Next(string zone)
        {
            if (sent.Where(request => request.Zone == zone).ToArray() is { Length: > 0 } earlier && random.Next(5) == 0)
            {
                var again = earlier[random.Next(earlier.Length)];
                return random.Next(3) == 0 ? again with { Fingerprint = "other" } : again;
            }
            var streams = Enumerable.Range(0, 6).OrderBy(_ => random.Next()).Take(random.Next(4)).Select(stream => $"s-{stream}").ToArray();
            var slices = await memory.ReadStreams(zone, [.. streams.Select(stream => new StreamFrom(stream))]);
            // Mostly the version that the stream has before the group, so that every outcome is common.
            var request = Request(zone, [.. slices.Select(slice =>
                To(slice.Stream, Math.Max(0, slice.Version + (random.Next(6) == 0 ? random.Next(-1, 2) : 0)), events: random.Next(3)))]);
            sent.Add(request);
            return request;
        }
    }

    [Fact]
    public async Task Five_hundred_requests_are_one_group()
    {
        var outcomes = await Send([.. Enumerable.Range(0, 500).Select(n => Request("many", To($"s-{n % 250}", n / 250)))]);

        outcomes.ShouldAllBe(outcome => outcome is Appended);
        outcomes.Cast<Appended>().Select(outcome => outcome.Position).ShouldBeInOrder();
    }

    private async Task<IReadOnlyList<AppendOutcome>> Send(params AppendRequest[] requests) =>
        (await test.Database.SendGroup(requests)).ShouldNotBeNull();

    private static AppendOutcome Timeless(AppendOutcome outcome) => outcome is Appended appended ? appended with { RecordedAt = default } : outcome;

    private static RecordedEvent Timeless(RecordedEvent @event) => @event with { RecordedAt = default };
}
