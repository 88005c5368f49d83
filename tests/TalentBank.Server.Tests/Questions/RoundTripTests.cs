using System.Text.Json;
using TalentBank.Server.SignIn;
using TalentBank.Server.Tests.SignIn;

namespace TalentBank.Server.Tests.Questions;

/// <summary>What requests cost in round trips to PostgreSQL, counted at the driver, on a server by a clock that stands still.</summary>
[Collection("bank")]
public sealed class RoundTripTests(DemoBank demo) : IAsyncLifetime
{
    private readonly RoundTrips _trips = new();
    private readonly MovableClock _clock = new();
    private OtherServer? _server;

    public async ValueTask InitializeAsync() => _server = await demo.Another(_clock);

    public async ValueTask DisposeAsync()
    {
        _trips.Dispose();
        await _server!.DisposeAsync();
    }

    [Theory]
    [InlineData("", 1)]
    [InlineData("internship { title }", 2)]
    [InlineData("internship { title } enterprise { name } university { name }", 2)]
    [InlineData("internship { title enterprise { name } } enterprise { name } university { name }", 3)]
    public async Task A_page_with_relations_costs_a_round_trip_for_each_level_however_long_it_is(string relations, int levels)
    {
        await FiftyPlaces();
        var chamber = await Warm("chamber");

        foreach (var size in new[] { 1, 50 })
        {
            var (count, data) = await _trips.Of(
                chamber, $"{{ internshipPlaces(first: {size}, orderBy: [{{ by: SINCE, direction: DESC }}]) {{ totalCount pageInfo {{ hasNextPage hasPreviousPage }} nodes {{ talentId {relations} }} }} }}");
            count.ShouldBe(levels);
            data.GetProperty("internshipPlaces").GetProperty("nodes").GetArrayLength().ShouldBe(size);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Lists_of_all_parents_in_a_list_cost_one_round_trip(int parents)
    {
        var zone = await Warm("zone");

        var (count, data) = await _trips.Of(zone, $"{{ trainingSessions(first: {parents}) {{ nodes {{ envelope {{ tier }} bookings(first: 2) {{ totalCount nodes {{ id }} }} }} }} }}");

        count.ShouldBe(2);
        data.GetProperty("trainingSessions").GetProperty("nodes").GetArrayLength().ShouldBe(parents);
    }

    [Fact]
    public async Task Each_parent_in_a_list_has_the_page_it_has_alone()
    {
        await ThreeBookingsOfEachSession();
        var zone = await Warm("zone");
        const string bookings = "bookings(first: 2, orderBy: [{ by: BOOKED_ON, direction: DESC }]) { totalCount pageInfo { hasNextPage endCursor } nodes { id } }";

        var (_, together) = await _trips.Of(zone, $"{{ trainingSessions(first: 50) {{ nodes {{ id {bookings} }} }} }}");

        var sessions = together.GetProperty("trainingSessions").GetProperty("nodes").EnumerateArray().ToList();
        sessions.Count(session => session.GetProperty("bookings").GetProperty("pageInfo").GetProperty("hasNextPage").GetBoolean()).ShouldBeGreaterThan(0);
        foreach (var session in sessions)
        {
            var (_, alone) = await _trips.Of(zone, $"{{ trainingSession(id: \"{session.GetProperty("id").GetString()}\") {{ {bookings} }} }}");
            JsonElement.DeepEquals(alone.GetProperty("trainingSession").GetProperty("bookings"), session.GetProperty("bookings")).ShouldBeTrue();
        }
    }

    [Fact]
    public async Task Questions_side_by_side_cost_one_round_trip_and_what_is_behind_them_another()
    {
        var chamber = await Warm("chamber");

        var (flat, _) = await _trips.Of(chamber, "{ talentGap { gap } turnover { rate { value } } funds { nodes { id } } zone { name { zh } } }");
        var (deep, _) = await _trips.Of(chamber, "{ talentGap { gap because(first: 3) { nodes { amount } } categories { category because(first: 1) { nodes { amount } } } } turnover { because { nodes { amount } } } }");

        flat.ShouldBe(1);
        deep.ShouldBe(2);
    }

    [Fact]
    public async Task Personal_fields_of_a_whole_page_are_one_read_of_the_vault_and_none_while_the_keys_are_known()
    {
        var university = await Warm("university");
        const string query = "{ talents(first: 50) { nodes { name phone } } }";

        var (first, data) = await _trips.Of(university, query);
        var (second, _) = await _trips.Of(university, query);

        data.GetProperty("talents").GetProperty("nodes").GetArrayLength().ShouldBeGreaterThan(1);
        (first, second).ShouldBe((2, 1));
    }

    [Fact]
    public async Task What_is_not_asked_for_is_not_looked_up()
    {
        var chamber = await Warm("chamber");

        (await _trips.Of(chamber, "{ me { roles } }")).Count.ShouldBe(0);
        (await _trips.Of(chamber, "{ employments { __typename } }")).Count.ShouldBe(0);
        (await _trips.Of(chamber, "{ employments { totalCount } }")).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Each_request_and_each_level_costs_its_own()
    {
        await ThreeBookingsOfEachSession();
        // Were fewer round trips counted than are made, the figures above would mean nothing.
        var zone = await Warm("zone");
        var (_, data) = await _trips.Of(zone, "{ trainingSessions(first: 3) { nodes { id } } }");
        var alone = 0;
        foreach (var session in data.GetProperty("trainingSessions").GetProperty("nodes").EnumerateArray())
            alone += (await _trips.Of(zone, $"{{ trainingSession(id: \"{session.GetProperty("id").GetString()}\") {{ envelope {{ tier }} }} }}")).Count;

        alone.ShouldBe(6);
        (await _trips.Of(zone, "{ trainingSessions(first: 3) { nodes { bookings(first: 1) { nodes { session { envelope { fund { year } } } } } } } }")).Count.ShouldBe(5);
    }

    [Fact]
    public async Task A_member_and_the_organisation_they_act_for_are_read_once_in_a_while_and_not_for_every_request()
    {
        var chamber = await _server!.As("chamber");

        (await _trips.Of(chamber, "{ me { roles } }")).Count.ShouldBeGreaterThan(0);
        (await _trips.Of(chamber, "{ me { roles } }")).Count.ShouldBe(0);
        _clock.Move(Actors.Staleness);
        (await _trips.Of(chamber, "{ me { roles } }")).Count.ShouldBe(2);
        (await _trips.Of(chamber, "{ me { roles } }")).Count.ShouldBe(0);
    }

    private async Task FiftyPlaces()
    {
        var chamber = await demo.As("chamber");
        if ((await chamber.Ask("{ internshipPlaces { totalCount } }")).GetProperty("internshipPlaces").GetProperty("totalCount").GetInt32() >= 50)
            return;
        var enterprise = await First("ENTERPRISE");
        var internship = (await chamber.Command(
            "depositInternship",
            new { enterpriseId = enterprise, title = "运营实习生（演示）", category = "OPERATIONS", places = 50, startsOn = "2027-03-01", endsOn = "2027-06-30" },
            "internship { id }")).GetProperty("internship").GetProperty("id").GetString();
        var university = await First("UNIVERSITY");
        await Task.WhenAll(Enumerable.Range(0, 50).Select(async number =>
        {
            var registered = await chamber.Command("registerTalent", new { name = $"示范学生{number}", phone = $"155{number:00000000}", universityId = university }, "talentId");
            await chamber.Command("withdrawPlace", new { internshipId = internship, talentId = registered.GetProperty("talentId").GetString() }, "");
        }));

        async Task<string?> First(string kind) => (await chamber.Ask($"{{ organisations(filter: {{ kind: [{kind}] }}, first: 1) {{ nodes {{ id }} }} }}"))
            .GetProperty("organisations").GetProperty("nodes")[0].GetProperty("id").GetString();
    }

    private async Task ThreeBookingsOfEachSession()
    {
        var enterprise = await demo.As("enterprise");
        var data = await enterprise.Ask("{ employments(first: 50) { nodes { id until } } trainingSessions { nodes { id bookings { totalCount } } } }");
        var staff = data.GetProperty("employments").GetProperty("nodes").EnumerateArray().Where(employment => employment.GetProperty("until").ValueKind is JsonValueKind.Null).Take(3).ToList();
        foreach (var session in data.GetProperty("trainingSessions").GetProperty("nodes").EnumerateArray().Where(session => session.GetProperty("bookings").GetProperty("totalCount").GetInt32() == 0))
        {
            foreach (var employment in staff)
                await enterprise.TryCommand("bookSeat", new { sessionId = session.GetProperty("id").GetString(), employmentId = employment.GetProperty("id").GetString() });
        }
    }

    /// <summary>Somebody who was here a moment ago.</summary>
    private async Task<BankClient> Warm(string person)
    {
        var client = await _server!.As(person);
        await client.Ask("{ me { roles } }");
        return client;
    }
}
