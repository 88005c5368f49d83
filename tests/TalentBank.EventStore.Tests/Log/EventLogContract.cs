using System.Text.Json.Nodes;
using TalentBank.EventStore.Log;
using static TalentBank.EventStore.Log.AppendOutcome;
using static TalentBank.EventStore.Tests.Log.Sample;

namespace TalentBank.EventStore.Tests.Log;

/// <summary>What every log promises; each implementation runs all of it. Tests share a log and keep apart by zone.</summary>
public abstract class EventLogContract
{
    private readonly string _zone = $"zone-{Guid.NewGuid():N}";

    protected abstract IEventLog Log { get; }

    [Fact]
    public async Task What_is_appended_is_read_as_it_was()
    {
        var request = Request(_zone, new StreamAppend("a", 0, [new(Guid.NewGuid(), "position_deposited", """{"openings": 2}""")]));

        var appended = (await Log.Append(request)).ShouldBeOfType<Appended>();

        var read = (await Log.ReadStream(_zone, "a")).Events.ShouldHaveSingleItem();
        JsonNode.DeepEquals(JsonNode.Parse(read.Data), JsonNode.Parse("""{"openings": 2}""")).ShouldBeTrue();
        (read with { Data = "" }).ShouldBe(new RecordedEvent(
            appended.Position, request.Streams[0].Events[0].Id, _zone, "a", 1, "position_deposited", "",
            appended.RecordedAt, "actor", request.CommandId, "correlation"));
        read.RecordedAt.Offset.ShouldBe(TimeSpan.Zero);
    }

    [Fact]
    public async Task A_missing_correlation_stays_missing()
    {
        await Log.Append(Request(_zone, To("a", 0)) with { CorrelationId = null });

        (await Log.ReadStream(_zone, "a")).Events[0].CorrelationId.ShouldBeNull();
    }

    [Fact]
    public async Task A_streams_versions_count_from_one()
    {
        await Log.Append(Request(_zone, To("a", 0, events: 2)));
        await Log.Append(Request(_zone, To("a", 2, events: 3)));

        var slice = await Log.ReadStream(_zone, "a");

        slice.Version.ShouldBe(5);
        slice.Events.Select(@event => @event.Version).ShouldBe([1, 2, 3, 4, 5]);
    }

    [Fact]
    public async Task Positions_rise_in_the_order_of_appending_and_of_the_request()
    {
        var start = await Log.End();
        await Log.Append(Request(_zone, To("b", 0, events: 2), To("a", 0, events: 2)));
        var last = (await Log.Append(Request(_zone, To("c", 0)))).ShouldBeOfType<Appended>();

        var events = await Log.ReadToEnd(start);

        events.Select(@event => (@event.Stream, @event.Version)).ShouldBe([("b", 1), ("b", 2), ("a", 1), ("a", 2), ("c", 1)]);
        events.Select(@event => @event.Position).ShouldBeInOrder();
        events.Select(@event => @event.Position).Distinct().Count().ShouldBe(5);
        events[^1].Position.ShouldBe(last.Position);
    }

    [Theory]
    [InlineData(0, "behind")]
    [InlineData(2, "ahead")]
    public async Task Another_version_than_the_expected_one_is_a_conflict(long expected, string _)
    {
        await Log.Append(Request(_zone, To("a", 0)));

        var outcome = await Log.Append(Request(_zone, To("a", expected)));

        outcome.ShouldBe(new Conflict("a", expected, 1));
        (await Log.ReadStream(_zone, "a")).Version.ShouldBe(1);
    }

    [Fact]
    public async Task A_conflict_on_one_stream_appends_to_none()
    {
        await Log.Append(Request(_zone, To("a", 0)));
        var start = await Log.End();

        var outcome = await Log.Append(Request(_zone, To("b", 0), To("a", 0), To("c", 0)));

        outcome.ShouldBe(new Conflict("a", 0, 1));
        (await Log.ReadToEnd(start)).ShouldBeEmpty();
        (await Log.ReadStreams(_zone, ["b", "c"])).ShouldAllBe(slice => slice.Version == 0);
    }

    [Fact]
    public async Task A_stream_that_was_only_read_must_stand_where_it_was_read()
    {
        await Log.Append(Request(_zone, To("a", 0)));

        (await Log.Append(Request(_zone, OnlyRead("a", 0), To("b", 0)))).ShouldBe(new Conflict("a", 0, 1));
        (await Log.Append(Request(_zone, OnlyRead("a", 1), OnlyRead("unknown", 0), To("b", 0)))).ShouldBeOfType<Appended>();

        (await Log.ReadStreams(_zone, ["a", "b", "unknown"])).Select(slice => slice.Version).ShouldBe([1, 1, 0]);
    }

    [Fact]
    public async Task After_a_conflict_the_same_command_may_come_again_with_another_decision()
    {
        await Log.Append(Request(_zone, To("a", 0)));
        var request = Request(_zone, To("a", 0));
        (await Log.Append(request)).ShouldBeOfType<Conflict>();

        (await Log.Append(request with { Streams = [To("a", 1)] })).ShouldBeOfType<Appended>();
    }

    [Fact]
    public async Task The_same_command_again_answers_its_first_outcome_and_appends_nothing()
    {
        var request = Request(_zone, To("a", 0)) with { Result = "position-1" };
        var first = (await Log.Append(request)).ShouldBeOfType<Appended>();
        await Log.Append(Request(_zone, To("b", 0)));
        var start = await Log.End();

        var again = await Log.Append(request with { Result = "position-2", Streams = [To("a", 1)] });

        again.ShouldBe(new Repeated(first.Position, "position-1"));
        (await Log.ReadToEnd(start)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_command_id_can_be_asked_for()
    {
        var request = Request(_zone, To("a", 0)) with { Result = "position-1" };
        (await Log.Find(_zone, request.CommandId, request.Fingerprint)).ShouldBeNull();

        var appended = (await Log.Append(request)).ShouldBeOfType<Appended>();

        (await Log.Find(_zone, request.CommandId, request.Fingerprint)).ShouldBe(new Repeated(appended.Position, "position-1"));
        (await Log.Find(_zone, request.CommandId, "other")).ShouldBeOfType<CommandIdTaken>();
        (await Log.Find("another", request.CommandId, request.Fingerprint)).ShouldBeNull();
    }

    [Fact]
    public async Task A_repeated_command_is_answered_before_versions_are_looked_at()
    {
        var request = Request(_zone, To("a", 0));
        await Log.Append(request);
        await Log.Append(Request(_zone, To("a", 1)));

        (await Log.Append(request)).ShouldBeOfType<Repeated>();
    }

    [Fact]
    public async Task The_same_command_id_with_other_content_is_refused()
    {
        var request = Request(_zone, To("a", 0));
        await Log.Append(request);

        (await Log.Append(request with { Fingerprint = "other" })).ShouldBeOfType<CommandIdTaken>();
        (await Log.ReadStream(_zone, "a")).Version.ShouldBe(1);
    }

    [Fact]
    public async Task A_command_id_is_taken_in_its_own_zone_alone()
    {
        var request = Request(_zone, To("a", 0));
        await Log.Append(request);

        (await Log.Append(request with { Zone = $"{_zone}-b", Fingerprint = "other" })).ShouldBeOfType<Appended>();
    }

    [Fact]
    public async Task A_command_without_events_is_remembered_at_the_end_of_the_log()
    {
        var end = (await Log.Append(Request(_zone, To("a", 0)))).ShouldBeOfType<Appended>().Position;
        var request = Request(_zone, OnlyRead("a", 1));

        (await Log.Append(request)).ShouldBeOfType<Appended>().Position.ShouldBe(end);
        await Log.Append(Request(_zone, To("a", 1)));

        (await Log.Append(request)).ShouldBe(new Repeated(end, "result"));
        (await Log.Append(Request(_zone))).ShouldBeOfType<Appended>().Position.ShouldBeGreaterThan(end);
    }

    [Fact]
    public async Task Recorded_time_never_goes_back()
    {
        var start = await Log.End();
        for (var version = 0; version < 10; version++)
            await Log.Append(Request(_zone, To("a", version)));

        (await Log.ReadToEnd(start)).Select(@event => @event.RecordedAt).ShouldBeInOrder();
    }

    [Fact]
    public async Task Zones_are_apart()
    {
        var other = $"{_zone}-b";
        await Log.Append(Request(_zone, To("a", 0, events: 2)));
        await Log.Append(Request(other, To("a", 0)));

        (await Log.ReadStream(_zone, "a")).Events.ShouldAllBe(@event => @event.Zone == _zone);
        (await Log.ReadStream(other, "a")).Version.ShouldBe(1);
    }

    [Fact]
    public async Task Streams_are_read_in_the_order_asked_for_unknown_ones_empty()
    {
        await Log.Append(Request(_zone, To("a", 0), To("b", 0, events: 2)));

        var slices = await Log.ReadStreams(_zone, ["unknown", "b", "a", "b"]);

        slices.Select(slice => (slice.Stream, slice.Version, slice.Events.Count)).ShouldBe([("unknown", 0, 0), ("b", 2, 2), ("a", 1, 1), ("b", 2, 2)]);
        (await Log.ReadStreams(_zone, [])).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_stream_is_read_on_from_a_version()
    {
        await Log.Append(Request(_zone, To("a", 0, events: 3), To("b", 0)));

        var slices = await Log.ReadStreams(_zone, [new("a", After: 1), new("b", After: 1), new("unknown", After: 0)]);

        slices.Select(slice => (slice.Version, string.Join(",", slice.Events.Select(recorded => recorded.Version)))).ShouldBe([(3, "2,3"), (1, ""), (0, "")]);
    }

    [Fact]
    public async Task The_log_is_read_page_by_page()
    {
        var start = await Log.End();
        await Log.Append(Request(_zone, To("a", 0, events: 5)));

        var first = await Log.ReadAll(start, 2);
        var second = await Log.ReadAll(first.Through, 2);
        var third = await Log.ReadAll(second.Through, 2);
        var beyond = await Log.ReadAll(third.Through, 2);

        new[] { first, second, third, beyond }.Select(page => page.Events.Count).ShouldBe([2, 2, 1, 0]);
        first.Through.ShouldBe(first.Events[^1].Position);
        beyond.Through.ShouldBe(third.Through);
    }

    [Fact]
    public async Task A_thousand_events_over_a_hundred_streams_are_one_append()
    {
        var start = await Log.End();

        var appended = (await Log.Append(Request(_zone, [.. Enumerable.Range(0, 100).Select(n => To($"s-{n:D3}", 0, events: 10))]))).ShouldBeOfType<Appended>();

        var events = await Log.ReadToEnd(start);
        events.Count.ShouldBe(1000);
        events[^1].Position.ShouldBe(appended.Position);
        events.Select(@event => (@event.Stream, @event.Version)).ShouldBe(
            from n in Enumerable.Range(0, 100) from version in Enumerable.Range(1, 10) select ($"s-{n:D3}", (long)version));
    }

    [Fact]
    public async Task An_archived_stream_is_read_as_ever()
    {
        var start = await Log.End();
        await Log.Append(Request(_zone, To("a", 0, events: 2), To("b", 0)));
        var before = (await Log.ReadStreams(_zone, ["a", "b"]), await Log.ReadToEnd(start));

        (await Log.Archive(_zone, ["a"])).ShouldBeEmpty();
        (await Log.Archive(_zone, ["a"])).ShouldBeEmpty("again changes nothing");

        await Unchanged();
        (await Log.Unarchive(_zone, ["a", "b"])).ShouldBeEmpty();
        await Unchanged();

        async Task Unchanged()
        {
            (await Log.ReadStreams(_zone, ["a", "b"])).SelectMany(slice => slice.Events).ShouldBe(before.Item1.SelectMany(slice => slice.Events));
            (await Log.ReadToEnd(start)).ShouldBe(before.Item2);
        }
    }

    [Fact]
    public async Task An_archived_stream_takes_nothing_more_until_it_is_unarchived()
    {
        await Log.Append(Request(_zone, To("a", 0), To("b", 0)));
        await Log.Archive(_zone, ["a"]);
        var request = Request(_zone, To("b", 1), To("a", 1));

        (await Log.Append(request)).ShouldBe(new Archived("a"));
        (await Log.Append(Request(_zone, OnlyRead("a", 1), To("b", 1)))).ShouldBeOfType<Appended>();

        await Log.Unarchive(_zone, ["a"]);
        (await Log.Append(request with { Streams = [To("b", 2), To("a", 1)] })).ShouldBeOfType<Appended>();
    }

    [Fact]
    public async Task A_stream_that_does_not_exist_is_told_when_it_is_to_be_archived()
    {
        await Log.Append(Request(_zone, To("a", 0)));
        await Log.Append(Request($"{_zone}-b", To("b", 0)));

        (await Log.Archive(_zone, ["a", "b", "c"])).ShouldBe(["b", "c"], ignoreOrder: true);
        (await Log.Unarchive(_zone, ["c", "a"])).ShouldBe(["c"]);
        (await Log.Archive(_zone, [])).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("王小明·阿依古丽")]
    [InlineData("𠮷野家 𤭢 🙂")]
    [InlineData("e\u0301 \u00e9 \u200d \ufeff \u2028")]
    [InlineData("quote \" backslash \\ \\u0000 'x' %_ \r\n\t \u0001")]
    public async Task Every_character_but_two_kinds_is_kept(string text)
    {
        var data = new JsonObject { [text] = text }.ToJsonString();
        var request = Request(_zone, new StreamAppend(text, 0, [Event(data)])) with { Result = text, Actor = text, CorrelationId = text, Fingerprint = text };
        await Log.Append(request);

        var read = (await Log.ReadStream(_zone, text)).Events.ShouldHaveSingleItem();

        (read.Stream, read.Actor, read.CorrelationId).ShouldBe((text, text, text));
        JsonNode.Parse(read.Data)![text]!.GetValue<string>().ShouldBe(text);
        (await Log.Append(request)).ShouldBeOfType<Repeated>().Result.ShouldBe(text);
    }

    public static TheoryData<string, Func<AppendRequest, AppendRequest>> Malformed => new()
    {
        { "U+0000 in a result", request => request with { Result = "a\0b" } },
        { "U+0000 in an actor", request => request with { Actor = "\0" } },
        { "U+0000 in a correlation id", request => request with { CorrelationId = "\0" } },
        { "U+0000 in a fingerprint", request => request with { Fingerprint = "\0" } },
        { "U+0000 in a stream", request => request with { Streams = [To("a\0", 0)] } },
        { "U+0000 in a zone", request => request with { Zone = "z\0" } },
        { "a lone surrogate in a result", request => request with { Result = "\ud800" } },
        { "a lone surrogate in a stream", request => request with { Streams = [To("\udc00", 0)] } },
        { "no zone", request => request with { Zone = "" } },
        { "no stream", request => request with { Streams = [To("", 0)] } },
        { "a stream longer than an index row", request => request with { Streams = [To(string.Concat(Enumerable.Repeat("𠮷", 1_000)), 0)] } },
        { "a stream twice", request => request with { Streams = [To("a", 0), To("a", 0)] } },
        { "a version below zero", request => request with { Streams = [To("a", -1)] } },
        { "no type", request => request with { Streams = [new("a", 0, [new(Guid.NewGuid(), "", "{}")])] } },
        { "a type wider than its column", request => request with { Streams = [new("a", 0, [new(Guid.NewGuid(), new string('t', 501), "{}")])] } },
        { "data that are not JSON", request => request with { Streams = [new("a", 0, [Event("{")])] } },
        { "data with U+0000", request => request with { Streams = [new("a", 0, [Event("{\"a\": \"\0\"}")])] } },
        { "data with an escaped U+0000", request => request with { Streams = [new("a", 0, [Event("""{"a": "x\u0000"}""")])] } },
        { "data with an escaped U+0000 in a name", request => request with { Streams = [new("a", 0, [Event("""{"\u0000": 1}""")])] } },
        { "data with a lone surrogate", request => request with { Streams = [new("a", 0, [Event("{\"a\": \"\ud83d\"}")])] } },
        { "data with an escaped lone surrogate", request => request with { Streams = [new("a", 0, [Event("""{"a": "\ud83d"}""")])] } },
    };

    [Theory]
    [MemberData(nameof(Malformed), DisableDiscoveryEnumeration = true)]
    public async Task What_the_log_cannot_hold_is_refused_before_it_is_sent(string what, Func<AppendRequest, AppendRequest> spoil)
    {
        var request = Request(_zone, To("b", 0));

        await Should.ThrowAsync<ArgumentException>(async () => await Log.Append(spoil(request)), what);

        (await Log.Append(request)).ShouldBeOfType<Appended>("the log works on as before");
    }

    [Fact]
    public async Task Names_that_the_log_cannot_hold_are_refused_when_reading_too()
    {
        await Should.ThrowAsync<ArgumentException>(async () => await Log.ReadStreams("", ["a"]));
        await Should.ThrowAsync<ArgumentException>(async () => await Log.ReadStreams(_zone, ["\0"]));
        await Should.ThrowAsync<ArgumentException>(async () => await Log.Archive(_zone, ["\0"]));
        await Should.ThrowAsync<ArgumentException>(async () => await Log.Unarchive("", ["a"]));
        await Should.ThrowAsync<ArgumentException>(async () => await Log.ReadAll(-1, 1));
        await Should.ThrowAsync<ArgumentException>(async () => await Log.ReadAll(0, 0));
    }

    [Fact]
    public async Task Of_many_callers_at_one_version_one_wins()
    {
        const int callers = 8, target = 25;
        async Task<List<long>> Call()
        {
            var mine = new List<long>();
            while (await Log.ReadStream(_zone, "a") is { Version: < target } slice)
            {
                if (await Log.Append(Request(_zone, To("a", slice.Version))) is Appended)
                    mine.Add(slice.Version + 1);
            }
            return mine;
        }

        var won = await Task.WhenAll(Enumerable.Range(0, callers).Select(_ => Task.Run(Call)));

        won.SelectMany(versions => versions).Order().ShouldBe(Enumerable.Range(1, target).Select(n => (long)n));
    }

    [Fact]
    public async Task Of_one_command_sent_many_times_at_once_one_is_recorded()
    {
        var request = Request(_zone, To("a", 0));

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () => await Log.Append(request))));

        var appended = outcomes.OfType<Appended>().ShouldHaveSingleItem();
        outcomes.OfType<Repeated>().ShouldBe(Enumerable.Repeat(new Repeated(appended.Position, "result"), 7));
        (await Log.ReadStream(_zone, "a")).Version.ShouldBe(1);
    }

    [Fact]
    public async Task Whoever_reads_while_others_write_sees_each_event_once_and_in_order()
    {
        const int writers = 6, each = 15;
        var start = await Log.End();
        var writing = Task.WhenAll(Enumerable.Range(0, writers).Select(writer => Task.Run(async () =>
        {
            for (var version = 0; version < each; version++)
                (await Log.Append(Request(_zone, To($"s-{writer}", version)))).ShouldBeOfType<Appended>();
        })));

        var seen = new List<RecordedEvent>();
        var after = start;
        while (seen.Count < writers * each)
        {
            var page = await Log.ReadAll(after, 7);
            seen.AddRange(page.Events);
            after = page.Through;
            if (writing.IsFaulted)
                await writing;
        }
        await writing;

        seen.Select(@event => @event.Position).ShouldBeInOrder();
        foreach (var stream in seen.GroupBy(@event => @event.Stream))
            stream.Select(@event => @event.Version).ShouldBe(Enumerable.Range(1, each).Select(n => (long)n));
    }
}
