using System.Text.Json;

namespace TalentBank.Server.Tests.Api;

/// <summary>Who joins, who is suspended, who acts for whom: over HTTP, on the demo zone.</summary>
[Collection("bank")]
public sealed class PartiesTests(DemoBank demo)
{
    [Fact]
    public async Task A_newcomer_sees_nothing_until_they_redeem_a_link_and_is_a_member_at_once()
    {
        var enterprise = await demo.As("enterprise&org=40");
        var organisation = await Organisation(enterprise);
        var newcomer = await demo.Newcomer($"newcomer-{Guid.NewGuid()}");
        var secret = Guid.NewGuid().ToString();

        (await newcomer.Ask("{ me { organisation { id } talentId } organisations { nodes { id } } }")).ToString().ShouldBe("""{"me":{"organisation":null,"talentId":null},"organisations":{"nodes":[]}}""");
        (await newcomer.Send("{ talentGap { gap } }")).ToString().ShouldContain("no-membership");
        (await newcomer.TryCommand("redeemLink", new { secret, name = "周·示范" })).ToString().ShouldContain("not-found");

        var issued = (await enterprise.Command("issueLink", new { organisationId = organisation, secretHash = Digest.Of(secret), roles = new[] { "MAKER" } }, "link { id open }")).GetProperty("link");
        issued.ToString().ShouldNotContain(secret);
        (await Open(enterprise)).ShouldContain(issued.GetProperty("id").GetString());
        await newcomer.Command("redeemLink", new { secret, name = "周·示范" }, "memberId");

        (await Organisation(newcomer)).ShouldBe(organisation);
        (await Open(enterprise)).ShouldNotContain(issued.GetProperty("id").GetString());
        var another = await demo.Newcomer($"newcomer-{Guid.NewGuid()}");
        (await another.TryCommand("redeemLink", new { secret, name = "吴·示范" })).ToString().ShouldContain("link-redeemed");

        static async Task<List<string?>> Open(BankClient client) =>
            [.. (await client.Ask("{ links(filter: { open: true }) { nodes { id } } }")).GetProperty("links").GetProperty("nodes").EnumerateArray().Select(link => link.GetProperty("id").GetString())];
    }

    [Fact]
    public async Task What_the_chamber_enters_for_an_enterprise_is_on_the_enterprises_list_to_confirm_or_contest()
    {
        var chamber = await demo.As("chamber");
        var enterprise = await demo.As("enterprise&org=41");
        var input = new { enterpriseId = await Organisation(enterprise), category = "DESIGN", title = "视觉设计", openings = 2 };

        var without = await chamber.Send("mutation($input: DepositPositionInput!) { depositPosition(input: $input) { errors { code path } } }", new { input });
        without.ToString().ShouldContain("""{"code":"on-behalf-missing","path":["input","onBehalf"]}""");
        var made = (await chamber.Command("depositPosition", input, "positionRequirement { id }")).GetProperty("positionRequirement").GetProperty("id").GetString();

        var entry = (await Entries(enterprise)).Single(entry => entry.GetProperty("resultId").GetString() == made);
        entry.GetProperty("status").GetString().ShouldBe("AWAITING");
        entry.GetProperty("command").GetString().ShouldBe("DepositPosition");
        (await Entries(await demo.As("enterprise&org=42"))).ShouldNotContain(other => other.GetProperty("resultId").GetString() == made);
        var entryId = entry.GetProperty("id").GetString();
        await enterprise.Command("contestEntry", new { entryId, reason = "人数有误" }, "windowEntry { status }");
        (await chamber.Command("settleEntry", new { entryId, outcome = "UPHELD", reason = "与纸质登记表一致" }, "windowEntry { status objection }"))
            .GetProperty("windowEntry").ToString().ShouldBe("""{"status":"SETTLED","objection":"人数有误"}""");

        static async Task<List<JsonElement>> Entries(BankClient client) =>
            [.. (await client.Ask("{ windowEntries(first: 100) { nodes { id status command resultId } } }")).GetProperty("windowEntries").GetProperty("nodes").EnumerateArray()];
    }

    [Fact]
    public async Task Who_acts_for_a_suspended_enterprise_sends_nothing_and_sees_only_its_own_until_it_is_reinstated()
    {
        var chamber = await demo.As("chamber");
        var enterprise = await demo.As("enterprise&org=43");
        var organisationId = await Organisation(enterprise);
        var deposit = new { enterpriseId = organisationId, category = "DESIGN", title = "视觉设计", openings = 1 };

        await chamber.Command("suspendOrganisation", new { organisationId, reason = "证照过期（测试）" }, "organisation { standing }");
        (await enterprise.TryCommand("depositPosition", deposit)).ToString().ShouldContain("organisation-inactive");
        (await chamber.TryCommand("depositPosition", deposit)).ToString().ShouldContain("organisation-inactive");
        (await enterprise.Send("{ talentGap { gap } }")).ToString().ShouldContain("organisation-inactive");
        (await enterprise.Ask("{ organisations { nodes { id standing } } }")).GetProperty("organisations").GetProperty("nodes").ToString().ShouldBe($$"""[{"id":"{{organisationId}}","standing":"SUSPENDED"}]""");

        await chamber.Command("reinstateOrganisation", new { organisationId, reason = "已更新（测试）" }, "");
        await enterprise.Command("depositPosition", deposit, "");
    }

    [Fact]
    public async Task A_depositors_own_number_is_used_once_and_found_again()
    {
        var enterprise = await demo.As("enterprise&org=44");
        var input = new { enterpriseId = await Organisation(enterprise), category = "DESIGN", title = "视觉设计", openings = 1, reference = "HR/2026-017" };

        var made = (await enterprise.Command("depositPosition", input, "positionRequirement { id }")).GetProperty("positionRequirement").GetProperty("id").GetString();

        (await enterprise.TryCommand("depositPosition", input)).ToString().ShouldContain("reference-taken");
        (await Found(enterprise)).ToString().ShouldBe($$"""[{"subjectId":"{{made}}"}]""");
        (await Found(await demo.As("enterprise&org=45"))).GetArrayLength().ShouldBe(0);
        await (await demo.As("enterprise&org=45")).Command("depositPosition", input with { enterpriseId = await Organisation(await demo.As("enterprise&org=45")) }, "");

        static async Task<JsonElement> Found(BankClient client) => (await client.Ask("{ references(filter: { numberContains: \"2026-017\" }) { nodes { subjectId } } }")).GetProperty("references").GetProperty("nodes");
    }

    [Fact]
    public async Task What_changed_is_told_page_by_page_in_the_order_of_the_log_to_those_who_may_see_it()
    {
        var enterprise = await demo.As("enterprise&org=46");
        var other = await demo.As("enterprise&org=47");
        var (since, _) = await All(enterprise, 0);
        var mine = await Organisation(enterprise);

        var hired = (await enterprise.Command("recordHire", new { enterpriseId = mine, category = "DESIGN", key = true }, "employment { id }")).GetProperty("employment").GetProperty("id").GetString();
        var deposited = (await enterprise.Command("depositPosition", new { enterpriseId = mine, category = "DESIGN", title = "视觉设计", openings = 1 }, "positionRequirement { id }")).GetProperty("positionRequirement").GetProperty("id").GetString();

        var (_, seen) = await All(enterprise, since);
        seen.Where(id => id == hired || id == deposited).ShouldBe([hired, deposited]);
        var (_, seenByOther) = await All(other, since);
        seenByOther.ShouldContain(deposited, "positions are everybody's to see");
        seenByOther.ShouldNotContain(hired);

        static async Task<(long Cursor, List<string?> Ids)> All(BankClient client, long cursor)
        {
            var ids = new List<string?>();
            while (true)
            {
                var page = (await client.Ask("query($cursor: LogPosition) { changesSince(cursor: $cursor, first: 100) { cursor hasMore objects { id type position fact effective recordedAt } } }", new { cursor })).GetProperty("changesSince");
                var positions = page.GetProperty("objects").EnumerateArray().Select(it => it.GetProperty("position").GetInt64()).ToList();
                positions.ShouldBe(positions.Order());
                positions.ShouldAllBe(position => position > cursor);
                ids.AddRange(page.GetProperty("objects").EnumerateArray().Select(it => it.GetProperty("id").GetString()));
                cursor = page.GetProperty("cursor").GetInt64();
                if (!page.GetProperty("hasMore").GetBoolean())
                    return (cursor, ids);
            }
        }
    }

    private static async Task<string?> Organisation(BankClient client) => (await client.Ask("{ me { organisation { id } } }")).GetProperty("me").GetProperty("organisation").GetProperty("id").GetString();
}
