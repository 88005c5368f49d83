using System.Text.Json.Nodes;

namespace TalentBank.Server.Tests.Live;

/// <summary>Questions that are asked again when the bank has moved, on the demo zone over real sockets.</summary>
[Collection("bank")]
public sealed class SubscriptionTests(DemoBank demo)
{
    private const string Gap = "subscription($since: LogPosition) { talentGap(since: $since) { gap position } }";

    [Fact]
    public async Task The_gap_comes_at_once_and_again_when_it_changes()
    {
        var chamber = await demo.As("chamber");
        using var socket = await BankSocket.As(chamber);
        await socket.Subscribe("1", Gap);
        var (before, first) = await socket.Next();

        var deposited = await Deposit(chamber, 3);

        var (after, second) = await socket.Next();
        GapOf(after).ShouldBe(GapOf(before) + 3);
        second.ShouldBeGreaterThanOrEqualTo(deposited);
        second.ShouldBeGreaterThan(first);
        ((long)after["talentGap"]!["position"]!).ShouldBe(second);
    }

    /// <summary>What the answer's position alone would change is no other answer.</summary>
    [Fact]
    public async Task What_does_not_change_the_answer_is_not_told()
    {
        var chamber = await demo.As("chamber");
        using var socket = await BankSocket.As(chamber);
        await socket.Subscribe("1", Gap);
        var (before, _) = await socket.Next();
        var unrelated = await chamber.Command("registerTalent", new { name = "张示范", phone = "13800000001" }, "");
        var bank = await demo.Bank();
        (await bank.Daemon.WaitFor(unrelated.GetProperty("position").GetInt64(), TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken)).ShouldBeTrue();

        await Deposit(chamber, 1);

        GapOf((await socket.Next()).Data).ShouldBe(GapOf(before) + 1);
    }

    [Fact]
    public async Task Who_was_cut_off_goes_on_from_the_position_last_seen()
    {
        var chamber = await demo.As("chamber");
        long seen;
        int gap;
        using (var socket = await BankSocket.As(chamber))
        {
            await socket.Subscribe("1", Gap);
            (var data, seen) = await socket.Next();
            gap = GapOf(data);
        }

        await Deposit(chamber, 2);
        using var again = await BankSocket.As(chamber);
        await again.Subscribe("1", Gap, new { since = seen });

        var (missed, now) = await again.Next();
        GapOf(missed).ShouldBe(gap + 2);
        now.ShouldBeGreaterThan(seen);
    }

    [Fact]
    public async Task Who_has_seen_all_is_told_only_what_comes_then()
    {
        var chamber = await demo.As("chamber");
        using var socket = await BankSocket.As(chamber);
        await socket.Subscribe("1", Gap);
        var (data, seen) = await socket.Next();
        await socket.Subscribe("2", Gap, new { since = seen });
        await socket.Say(new { id = "1", type = "complete" });

        await Deposit(chamber, 4);

        var (next, position) = await socket.Next();
        GapOf(next).ShouldBe(GapOf(data) + 4);
        position.ShouldBeGreaterThan(seen);
    }

    /// <summary>However many facts come at once: one answer shows them all.</summary>
    [Fact]
    public async Task Advances_that_come_meanwhile_are_one()
    {
        var chamber = await demo.As("chamber");
        using var socket = await BankSocket.As(chamber);
        await socket.Subscribe("1", Gap);
        var before = GapOf((await socket.Next()).Data);

        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Deposit(chamber, 1)));

        var events = 0;
        var gap = before;
        while (gap < before + 20)
        {
            var told = GapOf((await socket.Next()).Data);
            told.ShouldBeGreaterThan(gap);
            (gap, events) = (told, events + 1);
        }

        gap.ShouldBe(before + 20);
        events.ShouldBeLessThan(20);
    }

    [Fact]
    public async Task Sessions_with_free_seats_are_told_with_their_relations()
    {
        var chamber = await demo.As("chamber");
        using var socket = await BankSocket.As(chamber);

        await socket.Subscribe("1", "subscription { trainingSessions(filter: { seatsFreeAtLeast: 1 }, first: 1) { nodes { title seatsFree bookings { nodes { status } } } totalCount } }");

        (await socket.Next()).Data["trainingSessions"]!["nodes"]!.AsArray().Count.ShouldBe(1);
    }

    [Fact]
    public async Task What_is_anothers_never_appears()
    {
        var student = await demo.As("student");
        var other = await demo.As("student&person=2");
        var internship = (await student.Ask("{ internships(filter: { placesLeftAtLeast: 2 }, first: 1) { nodes { id } } }")).GetProperty("internships").GetProperty("nodes")[0].GetProperty("id").GetString()!;
        using var socket = await BankSocket.As(student);
        await socket.Subscribe("1", $$"""subscription { internshipPlaces(filter: { internship: ["{{internship}}"] }) { nodes { talentId } totalCount } }""");
        var mine = await TalentOf(student);
        var (before, _) = await socket.Next();
        TalentsIn(before).ShouldAllBe(talent => talent == mine);

        await other.Command("withdrawPlace", new { internshipId = internship, talentId = await TalentOf(other) }, "");
        await student.Command("withdrawPlace", new { internshipId = internship, talentId = mine }, "");

        var (after, _) = await socket.Next();
        TalentsIn(after).ShouldAllBe(talent => talent == mine);
        TalentsIn(after).Count.ShouldBe(TalentsIn(before).Count + 1);
        // The control: whoever may see both, does.
        var all = (await (await demo.As("chamber")).Ask($$"""{ internshipPlaces(filter: { internship: ["{{internship}}"] }) { totalCount } }""")).GetProperty("internshipPlaces").GetProperty("totalCount").GetInt32();
        all.ShouldBeGreaterThan(TalentsIn(after).Count);
    }

    [Fact]
    public async Task Queries_and_mutations_are_answered_over_the_socket_too()
    {
        var client = await demo.As("enterprise");
        var enterprise = (await client.Ask("{ me { organisation { id } } }")).GetProperty("me").GetProperty("organisation").GetProperty("id").GetString()!;
        using var socket = await BankSocket.As(client);

        await socket.Subscribe("1", "mutation($input: DepositPositionInput!) { depositPosition(input: $input) { position errors { code } } }", new { input = PositionInput(enterprise, 1) });
        var (deposited, position) = await socket.Next();
        ((long)deposited["depositPosition"]!["position"]!).ShouldBe(position);
        (await socket.Hear()).ShouldBe("""{"id":"1","type":"complete"}""");

        await socket.Subscribe("2", "{ talentGap { position } }");
        var (asked, _) = await socket.Next();
        ((long)asked["talentGap"]!["position"]!).ShouldBeGreaterThanOrEqualTo(position, "it sees its own write");
    }

    [Fact]
    public async Task What_is_wrong_with_a_subscription_is_an_error_before_it_begins()
    {
        using var socket = await BankSocket.As(await demo.As("chamber"));

        await socket.Subscribe("1", "subscription { talentGap { nothing } }");

        (await socket.Hear()).ShouldStartWith("""{"id":"1","type":"error","payload":[{"message":"Cannot query field""");
    }

    /// <summary>Over HTTP as it is there is no stream to answer by.</summary>
    [Fact]
    public async Task A_subscription_is_not_answered_once()
    {
        var chamber = await demo.As("chamber");

        (await chamber.Send("subscription { talentGap { gap } }")).ToString().ShouldContain("SUBSCRIPTION_NOT_SUPPORTED");
    }

    private static async Task<long> Deposit(BankClient chamber, int openings) =>
        (await chamber.Command("depositPosition", PositionInput(await Enterprise(chamber), openings), "")).GetProperty("position").GetInt64();

    private static object PositionInput(string enterprise, int openings) => new { enterpriseId = enterprise, category = "OPERATIONS", key = true, title = "亚马逊运营专员", openings, onBehalf = new { reason = "到窗口办理（测试）", paperHash = new string('0', 64) } };

    private static async Task<string> Enterprise(BankClient client) =>
        (await client.Ask("{ organisations(filter: { kind: [ENTERPRISE] }, first: 1) { nodes { id } } }")).GetProperty("organisations").GetProperty("nodes")[0].GetProperty("id").GetString()!;

    private static async Task<string> TalentOf(BankClient student) => (await student.Ask("{ me { talentId } }")).GetProperty("me").GetProperty("talentId").GetString()!;

    private static int GapOf(JsonNode data) => (int)data["talentGap"]!["gap"]!;

    private static List<string?> TalentsIn(JsonNode data) => [.. data["internshipPlaces"]!["nodes"]!.AsArray().Select(place => (string?)place!["talentId"])];
}
