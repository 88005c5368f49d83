using System.Net;
using System.Text.Json;

namespace TalentBank.Server.Tests.Api;

/// <summary>A day at the bank through its API: what the first issue promises, on the demo zone.</summary>
[Collection("bank")]
public sealed class BankDayTests(DemoBank demo)
{
    private const string GapQuery = "query($asOf: Date, $knownAt: DateTime) { talentGap(asOf: $asOf, knownAt: $knownAt) { gap known because(first: 1) { sum totalCount } categories { category gap share because(first: 1) { sum } } } }";

    [Fact]
    public async Task The_gap_is_300_and_every_category_has_its_share()
    {
        var chamber = await demo.As("chamber");

        var gap = (await chamber.Ask("{ talentGap(asOf: \"2025-12-31\") { gap categories { category gap share } } }")).GetProperty("talentGap");

        gap.GetProperty("gap").GetInt32().ShouldBe(300);
        gap.GetProperty("categories").EnumerateArray().Select(category => (category.GetProperty("category").GetString(), category.GetProperty("gap").GetInt32(), category.GetProperty("share").GetDouble()))
            .ShouldBe([("OPERATIONS", 126, 0.42), ("DESIGN", 84, 0.28), ("SUPPLY_CHAIN", 60, 0.2), ("OTHERS", 30, 0.1)]);
    }

    [Fact]
    public async Task Before_the_first_fact_nothing_is_known()
    {
        var chamber = await demo.As("chamber");

        var gap = (await chamber.Ask(GapQuery, new { asOf = "2020-01-01" })).GetProperty("talentGap");

        gap.GetProperty("known").GetBoolean().ShouldBeFalse();
        gap.GetProperty("gap").GetInt32().ShouldBe(0);
    }

    [Fact]
    public async Task A_deposit_a_hire_and_a_departure_move_the_gap_and_are_explained_exactly()
    {
        var chamber = await demo.As("chamber");
        var enterprise = await EnterpriseOf(chamber, 0);
        var before = await Gap(chamber);
        var start = await Now(chamber);

        var deposited = await chamber.Command("depositPosition", new { enterpriseId = enterprise, category = "OPERATIONS", key = true, title = "亚马逊运营专员", openings = 3 }, "positionRequirement { id openings }");
        var position = deposited.GetProperty("positionRequirement").GetProperty("id").GetString();
        (await Gap(chamber)).ShouldBe(before + 3);

        var hired = await chamber.Command("recordHire", new { enterpriseId = enterprise, positionId = position }, "employment { id from }");
        (await Gap(chamber)).ShouldBe(before + 2);

        await chamber.Command("endEmployment", new { employmentId = hired.GetProperty("employment").GetProperty("id").GetString(), reason = "PAY", voluntary = true, replacementWanted = true }, "");
        (await Gap(chamber)).ShouldBe(before + 3);

        var changes = (await chamber.Ask(
            "query($from: StandpointInput!) { changes(from: $from, to: {}) { before after difference reasons { reason amount ofPeriod lateNews becauseOfPeriod { sum } becauseOfLateNews { sum } } } }",
            new { from = new { knownAt = start } })).GetProperty("changes");
        changes.GetProperty("difference").GetInt32().ShouldBe(3);
        changes.GetProperty("reasons").EnumerateArray().ToDictionary(change => change.GetProperty("reason").GetString()!, change => change.GetProperty("amount").GetInt32())
            .ShouldBe(new Dictionary<string, int> { ["HIRED"] = -1, ["NEW_DEMAND"] = 3, ["REOPENED"] = 1 }, ignoreOrder: true);
        foreach (var change in changes.GetProperty("reasons").EnumerateArray())
        {
            change.GetProperty("becauseOfPeriod").GetProperty("sum").GetInt32().ShouldBe(change.GetProperty("ofPeriod").GetInt32());
            change.GetProperty("becauseOfLateNews").GetProperty("sum").GetInt32().ShouldBe(change.GetProperty("lateNews").GetInt32());
        }
    }

    [Fact]
    public async Task What_a_figure_is_made_of_sums_to_it()
    {
        var chamber = await demo.As("chamber");

        var gap = (await chamber.Ask(GapQuery)).GetProperty("talentGap");

        gap.GetProperty("because").GetProperty("sum").GetInt32().ShouldBe(gap.GetProperty("gap").GetInt32());
        foreach (var category in gap.GetProperty("categories").EnumerateArray())
            category.GetProperty("because").GetProperty("sum").GetInt32().ShouldBe(category.GetProperty("gap").GetInt32());
    }

    [Fact]
    public async Task A_hire_booked_late_changes_the_past_as_it_is_known_now_and_not_as_it_was_known()
    {
        var chamber = await demo.As("chamber");
        var position = (await chamber.Ask("{ positionRequirements(filter: { isOpen: true, fromAtMost: \"2026-02-01\" }, first: 1) { nodes { id enterprise { id } } } }"))
            .GetProperty("positionRequirements").GetProperty("nodes")[0];
        var monthAgo = DemoBank.Day(DateOnly.FromDateTime(DateTime.UtcNow.AddDays(-30)));
        var before = await Gap(chamber, monthAgo);
        var start = await Now(chamber);

        await chamber.Command("recordHire", new { enterpriseId = position.GetProperty("enterprise").GetProperty("id").GetString(), positionId = position.GetProperty("id").GetString(), startsOn = monthAgo }, "employment { id }");

        (await Gap(chamber, monthAgo)).ShouldBe(before - 1);
        (await Gap(chamber, monthAgo, start)).ShouldBe(before);
    }

    [Fact]
    public async Task Of_200_students_who_ask_for_the_last_5_places_at_once_5_get_one()
    {
        var chamber = await demo.As("chamber");
        var internship = (await chamber.Command(
            "depositInternship",
            new { enterpriseId = await EnterpriseOf(chamber, 1), title = "运营实习生（演示）", category = "OPERATIONS", places = 5, startsOn = Ahead(30), endsOn = Ahead(120) },
            "internship { id placesLeft }")).GetProperty("internship").GetProperty("id").GetString();
        var talents = await Task.WhenAll(Enumerable.Range(0, 200).Select(async number =>
            (await chamber.Command("registerTalent", new { name = $"示范学生{number}", phone = $"154{number:00000000}" }, "talentId")).GetProperty("talentId").GetString()));

        // At the service window, in the students' names.
        var answers = await Task.WhenAll(talents.Select(talentId => chamber.TryCommand("withdrawPlace", new { internshipId = internship, talentId })));

        answers.Count(answer => answer.GetProperty("errors").GetArrayLength() == 0).ShouldBe(5);
        answers.SelectMany(answer => answer.GetProperty("errors").EnumerateArray()).Select(error => error.GetProperty("code").GetString()).ShouldBe(Enumerable.Repeat("no-place-left", 195));
        (await chamber.Ask("query($id: ID!) { internship(id: $id) { placesLeft } }", new { id = internship })).GetProperty("internship").GetProperty("placesLeft").GetInt32().ShouldBe(0);
    }

    [Fact]
    public async Task Of_100_sessions_at_once_on_money_for_10_exactly_10_are_scheduled_and_one_cancelled_makes_room_for_another()
    {
        var government = await demo.As("government");
        var zone = await demo.As("zone");
        var fund = (await government.Command(
            "openFund",
            new { name = new { zh = "并发测试专项资金（演示）", en = "Fund for a test (demo)" }, year = DateTime.UtcNow.Year, total = "100000.00", envelopes = new[] { new { tier = "FRONTLINE", budget = "100000.00" } } },
            "fund { id envelopes { id } }")).GetProperty("fund");
        var session = new { title = "平台规则月更（演示）", tier = "FRONTLINE", heldOn = Ahead(1), place = "园区实训室", seats = 30, cost = 10000, envelopeId = fund.GetProperty("envelopes")[0].GetProperty("id").GetString() };

        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => zone.TryCommand("scheduleSession", session, "trainingSession { id }")));

        var scheduled = answers.Where(answer => answer.GetProperty("errors").GetArrayLength() == 0).ToList();
        scheduled.Count.ShouldBe(10);
        answers.SelectMany(answer => answer.GetProperty("errors").EnumerateArray()).Select(error => error.GetProperty("code").GetString()).ShouldBe(Enumerable.Repeat("over-the-envelope", 90));
        (await Balance()).ShouldBe("""{"budget":"100000.00","available":"0.00","reserved":"100000.00","committed":"0.00"}""");

        await zone.Command("cancelSession", new { sessionId = scheduled[0].GetProperty("trainingSession").GetProperty("id").GetString() }, "");
        await zone.Command("completeSession", new { sessionId = scheduled[1].GetProperty("trainingSession").GetProperty("id").GetString() }, "");
        (await Balance()).ShouldBe("""{"budget":"100000.00","available":"10000.00","reserved":"80000.00","committed":"10000.00"}""");

        async Task<string> Balance() => (await government.Ask("query($id: ID!) { fund(id: $id) { balance { budget available reserved committed } } }", new { id = fund.GetProperty("id").GetString() }))
            .GetProperty("fund").GetProperty("balance").ToString();
    }

    [Fact]
    public async Task A_person_acts_for_an_organisation_they_belong_to_and_no_other()
    {
        var own = await OrganisationOf(await demo.As("enterprise&org=1"));

        var acting = await demo.As("enterprise&org=1", actingFor: own);
        (await OrganisationOf(acting)).ShouldBe(own);

        var stranger = await demo.As("enterprise&org=2", actingFor: own);
        using var refused = await stranger.Post("{ me { member } }");
        refused.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await refused.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain("acting-for-unknown");
    }

    [Fact]
    public async Task A_student_withdraws_a_place_gives_it_back_and_nobody_elses()
    {
        var chamber = await demo.As("chamber");
        var internship = (await chamber.Command(
            "depositInternship",
            new { enterpriseId = await EnterpriseOf(chamber, 1), title = "设计实习生（演示）", category = "DESIGN", places = 1, startsOn = Ahead(30), endsOn = Ahead(120) },
            "internship { id }")).GetProperty("internship").GetProperty("id").GetString();
        var one = await demo.As("student&person=1");
        var two = await demo.As("student&person=2");
        var talentId = (await one.Ask("{ me { talentId } }")).GetProperty("me").GetProperty("talentId").GetString();
        var place = new { internshipId = internship, talentId };

        (await two.TryCommand("withdrawPlace", place)).GetProperty("errors")[0].GetProperty("code").GetString().ShouldBe("not-found");
        await one.Command("withdrawPlace", place, "");
        (await two.TryCommand("giveBackPlace", place)).GetProperty("errors")[0].GetProperty("code").GetString().ShouldBe("not-found");
        await one.Command("giveBackPlace", place, "");

        (await one.Ask("query($id: ID!) { internship(id: $id) { placesLeft } }", new { id = internship })).GetProperty("internship").GetProperty("placesLeft").GetInt32().ShouldBe(1);
    }

    [Fact]
    public async Task A_command_sent_twice_is_recorded_once_and_answers_the_same()
    {
        var chamber = await demo.As("chamber");
        var enterprise = await EnterpriseOf(chamber, 2);
        var before = await Gap(chamber);
        var input = new { commandId = Guid.NewGuid(), enterpriseId = enterprise, category = "DESIGN", title = "跨境美工", openings = 1 };

        var first = await chamber.Command("depositPosition", input, "positionRequirement { id }");
        var second = await chamber.Command("depositPosition", input, "positionRequirement { id }");

        second.GetProperty("positionRequirement").GetProperty("id").GetString().ShouldBe(first.GetProperty("positionRequirement").GetProperty("id").GetString());
        second.GetProperty("position").GetInt64().ShouldBe(first.GetProperty("position").GetInt64());
        (await Gap(chamber)).ShouldBe(before + 1);
        (await chamber.TryCommand("depositPosition", input with { openings = 2 })).GetProperty("errors")[0].GetProperty("code").GetString().ShouldBe("command-id-taken");
    }

    [Fact]
    public async Task A_command_sent_five_times_at_once_takes_the_last_opening_once_and_every_sender_is_told_so()
    {
        var chamber = await demo.As("chamber");
        var enterprise = await EnterpriseOf(chamber, 4);
        var position = (await chamber.Command("depositPosition", new { enterpriseId = enterprise, category = "DESIGN", title = "A+设计师", openings = 1 }, "positionRequirement { id }")).GetProperty("positionRequirement").GetProperty("id").GetString();
        var hire = new { commandId = Guid.NewGuid(), enterpriseId = enterprise, positionId = position };

        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => chamber.Command("recordHire", hire, "employment { id }")));

        answers.Select(answer => answer.GetProperty("employment").GetProperty("id").GetString()).Distinct().ShouldHaveSingleItem();
        (await chamber.TryCommand("recordHire", new { enterpriseId = enterprise, positionId = position })).GetProperty("errors")[0].GetProperty("code").GetString().ShouldBe("no-opening-left");
    }

    [Fact]
    public async Task Another_enterprises_thing_and_one_that_does_not_exist_answer_alike()
    {
        var mine = await demo.As("enterprise&org=1");
        var chamber = await demo.As("chamber");
        var theirs = await EnterpriseOf(chamber, 5, except: await OrganisationOf(mine));
        var position = (await chamber.Command("depositPosition", new { enterpriseId = theirs, category = "OTHERS", title = "跨境客服", openings = 1 }, "positionRequirement { id }")).GetProperty("positionRequirement").GetProperty("id").GetString();
        var hired = (await chamber.Command("recordHire", new { enterpriseId = theirs, positionId = position }, "employment { id }")).GetProperty("employment").GetProperty("id").GetString();
        var end = new { reason = "PAY", voluntary = true, replacementWanted = false };

        var another = await mine.TryCommand("endEmployment", new { employmentId = hired, end.reason, end.voluntary, end.replacementWanted });
        var none = await mine.TryCommand("endEmployment", new { employmentId = $"employment-{Guid.CreateVersion7()}", end.reason, end.voluntary, end.replacementWanted });

        another.GetProperty("errors")[0].GetProperty("code").GetString().ShouldBe("not-found");
        another.ToString().ShouldBe(none.ToString());
        (await mine.Ask("query($id: ID!) { employment(id: $id) { id } node(id: $id) { id } employments(filter: { position: [\"" + position + "\"] }) { totalCount nodes { id } } }", new { id = hired })).ToString()
            .ShouldBe("""{"employment":null,"node":null,"employments":{"totalCount":0,"nodes":[]}}""");
        (await chamber.Ask("query($id: ID!) { node(id: $id) { id } }", new { id = hired })).GetProperty("node").ValueKind.ShouldBe(JsonValueKind.Object);
    }

    [Fact]
    public async Task A_student_sees_their_own_name_and_not_anothers()
    {
        var one = await demo.As("student&person=1");
        var two = await demo.As("student&person=2");
        var id = (await one.Ask("{ me { talentId } }")).GetProperty("me").GetProperty("talentId").GetString();

        (await one.Ask("query($id: ID!) { talent(id: $id) { name phone } }", new { id })).GetProperty("talent").GetProperty("name").GetString()!.Length.ShouldBeGreaterThan(1);
        (await two.Ask("query($id: ID!) { talent(id: $id) { name phone } }", new { id })).GetProperty("talent").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Theory]
    [InlineData("mutation { depositPosition(input: { enterpriseId: 7.5, category: \"DESIGN\", title: \"x\", openings: \"three\" }) { position } }", "openings")]
    [InlineData("mutation { depositPosition(input: { enterpriseId: \"e\", category: \"DESIGN\", title: \"x\", openings: 1, origin: GUESS }) { position } }", "origin")]
    [InlineData("mutation { depositPosition(input: { enterpriseId: \"e\", category: \"DESIGN\", title: \"x\", openings: 1, from: \"2026-02-30\" }) { position } }", "from")]
    [InlineData("mutation { registerOrganisation(input: { kind: ENTERPRISE, name: \"x\", uscc: \"91350100M000100Y44\" }) { position } }", "uscc")]
    [InlineData("{ talentGap(asOf: \"yesterday\") { gap } }", "asOf")]
    public async Task What_does_not_fit_its_type_is_refused_and_the_field_is_named(string query, string field)
    {
        var chamber = await demo.As("chamber");

        using var response = await chamber.Post(query);

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        var answer = JsonDocument.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement;
        answer.GetProperty("errors").EnumerateArray().ShouldContain(error => error.GetProperty("message").GetString()!.Contains(field));
        answer.TryGetProperty("data", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task Variables_that_do_not_fit_are_refused_and_the_field_is_named()
    {
        var chamber = await demo.As("chamber");

        var answer = await chamber.Send("mutation($input: RegisterOrganisationInput!) { registerOrganisation(input: $input) { position } }", new { input = new { kind = "ENTERPRISE", name = "某公司", uscc = "91350100M000100Y44" } });

        answer.GetProperty("errors")[0].GetProperty("message").GetString()!.ShouldContain("input.uscc");
        answer.GetProperty("errors")[0].GetProperty("extensions").GetProperty("code").GetString().ShouldBe("BAD_USER_INPUT");
    }

    [Theory]
    [InlineData("")]
    [InlineData("employment-0")]
    [InlineData("half \\ud800 of one")]
    [InlineData("null \\u0000 in it")]
    public async Task An_id_that_cannot_be_is_refused_and_found_nowhere(string id)
    {
        var chamber = await demo.As("chamber");

        var ended = await chamber.Send($$"""mutation { endEmployment(input: { employmentId: "{{id}}", reason: PAY, voluntary: true, replacementWanted: false }) { errors { code path } } }""");
        var looked = await chamber.Send($$"""{ employment(id: "{{id}}") { id } node(id: "{{id}}") { id } employments(filter: { talent: ["{{id}}"] }) { nodes { id } } }""");

        (ended.ToString() + looked.ToString()).ShouldNotContain("INTERNAL_SERVER_ERROR");
        new[] { "not-found", "text-unwritable", "GRAPHQL_PARSE_FAILED" }.ShouldContain(code => ended.ToString().Contains(code));
        looked.ToString().ShouldNotContain("\"employment\":{");
    }

    [Fact]
    public async Task Without_a_token_nothing_is_answered()
    {
        var nobody = await demo.Anybody();

        using var response = await nobody.Post("{ talentGap { gap } }");

        response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain("UNAUTHENTICATED");
    }

    [Fact]
    public async Task Refusals_speak_the_readers_language_and_chinese_to_everybody_else()
    {
        var enterprise = await demo.As("enterprise&org=1");
        var input = new { enterpriseId = await OrganisationOf(enterprise), category = "OPERATIONS", title = "运营", openings = 501 };

        var chinese = await enterprise.TryCommand("depositPosition", input);
        enterprise.Http.DefaultRequestHeaders.AcceptLanguage.ParseAdd("en-GB, zh;q=0.5");
        var english = await enterprise.TryCommand("depositPosition", input);

        chinese.GetProperty("errors")[0].GetProperty("code").GetString().ShouldBe("openings-out-of-range");
        chinese.GetProperty("errors")[0].GetProperty("path").ToString().ShouldBe("""["input","openings"]""");
        chinese.GetProperty("errors")[0].GetProperty("message").GetString()!.ShouldContain("500");
        english.GetProperty("errors")[0].GetProperty("message").GetString()!.ShouldContain("500");
        english.GetProperty("errors")[0].GetProperty("message").GetString().ShouldNotBe(chinese.GetProperty("errors")[0].GetProperty("message").GetString());
    }

    [Fact]
    public async Task Pages_walk_the_whole_list_and_count_it_when_asked()
    {
        var chamber = await demo.As("chamber");
        var seen = new List<string>();
        string? after = null;
        do
        {
            var page = (await chamber.Ask(
                "query($after: String) { organisations(filter: { kind: [ENTERPRISE] }, orderBy: [{ by: NAME, direction: DESC }], first: 20, after: $after) { totalCount nodes { id } pageInfo { hasNextPage endCursor } } }",
                new { after })).GetProperty("organisations");
            seen.AddRange(page.GetProperty("nodes").EnumerateArray().Select(node => node.GetProperty("id").GetString()!));
            page.GetProperty("totalCount").GetInt32().ShouldBe(47);
            after = page.GetProperty("pageInfo").GetProperty("hasNextPage").GetBoolean() ? page.GetProperty("pageInfo").GetProperty("endCursor").GetString() : null;
        }
        while (after is not null);

        seen.Distinct().Count().ShouldBe(47);
    }

    [Theory]
    [InlineData("first: 0", "page-out-of-range")]
    [InlineData("after: \"forged\"", "cursor-unknown")]
    [InlineData("after: \"eyJWIjpbXSwiSyI6bnVsbH0\"", "cursor-unknown")]
    [InlineData("orderBy: [{ by: JOINED_ON }], after: \"eyJWIjpbImJ4Il0sIksiOiJ4In0\"", "cursor-unknown")]
    public async Task A_page_that_cannot_be_is_refused(string arguments, string refusal)
    {
        var chamber = await demo.As("chamber");

        var answer = await chamber.Send($"{{ organisations({arguments}) {{ nodes {{ id }} }} }}");

        answer.GetProperty("errors")[0].GetProperty("extensions").GetProperty("refusal").GetString().ShouldBe(refusal);
    }

    [Fact]
    public async Task The_bank_answers_with_the_position_that_it_includes()
    {
        var chamber = await demo.As("chamber");

        using var response = await chamber.Post(
            "mutation($input: DepositPositionInput!) { depositPosition(input: $input) { position } }",
            new { input = new { enterpriseId = await EnterpriseOf(chamber, 3), category = "OTHERS", title = "收款结算专员", openings = 1, onBehalf = new { reason = "到窗口办理（测试）", paperHash = new string('0', 64) } } });

        var position = JsonDocument.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement.GetProperty("data").GetProperty("depositPosition").GetProperty("position").GetInt64();
        response.Headers.GetValues("Log-Position").Single().ShouldBe($"{position}");
    }

    private static async Task<int> Gap(BankClient client, string? asOf = null, string? knownAt = null) =>
        (await client.Ask(GapQuery, new { asOf, knownAt })).GetProperty("talentGap").GetProperty("gap").GetInt32();

    /// <summary>The instant of the newest fact behind the gap: as far as anything is known now.</summary>
    private static async Task<string> Now(BankClient client)
    {
        await client.Ask("{ talentGap { gap } }");
        return DateTime.UtcNow.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", System.Globalization.CultureInfo.InvariantCulture);
    }

    private static async Task<string> EnterpriseOf(BankClient client, int number, string? except = null) =>
        (await client.Ask("{ organisations(filter: { kind: [ENTERPRISE] }, first: 20) { nodes { id } } }")).GetProperty("organisations").GetProperty("nodes")
            .EnumerateArray().Select(node => node.GetProperty("id").GetString()!).Where(id => id != except).ElementAt(number);

    private static async Task<string?> OrganisationOf(BankClient client) =>
        (await client.Ask("{ me { organisation { id } } }")).GetProperty("me").GetProperty("organisation").GetProperty("id").GetString();

    private static string Ahead(int days) => DemoBank.Day(DateOnly.FromDateTime(DateTime.UtcNow.AddDays(days)));
}
