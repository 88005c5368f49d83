namespace TalentBank.Server.Tests.Api;

/// <summary>A credit can be redeemed once only: over HTTP, on a real PostgreSQL.</summary>
[Collection("bank")]
public sealed class RedemptionRaceTests(DemoBank demo)
{
    [Fact]
    public async Task Of_200_redemptions_of_one_lot_at_once_exactly_one_is_accepted()
    {
        var chamber = await demo.As("chamber");
        var (university, universityId) = await Acting("university&org=5");
        var (enterprise, enterpriseId) = await Acting("enterprise&org=6");
        var talentId = (await chamber.Command("registerTalent", new { name = "示范学生（演示）", phone = "15400009001", universityId }, "talentId")).GetProperty("talentId").GetString();
        var offer = (await university.Command(
            "postPracticalCredits",
            new { universityId, enterpriseId, course = "并发兑换实训（演示）", creditsPerStudent = 2, places = 1, termEndsOn = DemoBank.Day(DateOnly.FromDateTime(DateTime.UtcNow.AddDays(60))), route = "EXAM" },
            "creditOffer { id under { route rule { evidence } } }")).GetProperty("creditOffer");
        await chamber.Command("withdrawCredits", new { offerId = offer.GetProperty("id").GetString(), talentId }, "");
        var withdrawalId = (await university.Ask("query($talent: [ID!]) { creditWithdrawals(filter: { talent: $talent }, first: 1) { nodes { id waits { for since } } } }", new { talent = new[] { talentId } }))
            .GetProperty("creditWithdrawals").GetProperty("nodes")[0].GetProperty("id").GetString();
        await university.Command("attestCompletion", new { withdrawalId }, "");
        (await enterprise.Command("confirmCompletion", new { withdrawalId }, "creditWithdrawal { status waits { for } }")).GetProperty("creditWithdrawal").GetProperty("status").GetString().ShouldBe("EARNED");
        var acceptances = await Task.WhenAll(Enumerable.Range(0, 4).Select(async number =>
            (await university.Command("acceptCredits", new { universityId, course = $"并发兑换课程{number}（演示）", credits = 1.5 }, "creditAcceptance { id }")).GetProperty("creditAcceptance").GetProperty("id").GetString()));

        var answers = await Task.WhenAll(Enumerable.Range(0, 200).Select(number =>
            chamber.TryCommand("redeemCredits", new { acceptanceId = acceptances[number % 4], talentId })));

        answers.Count(answer => answer.GetProperty("errors").GetArrayLength() == 0).ShouldBe(1);
        (await university.Ask("query($talent: [ID!]) { creditRedemptions(filter: { talent: $talent }, first: 5) { nodes { credits lots { lotId } } } }", new { talent = new[] { talentId } }))
            .GetProperty("creditRedemptions").GetProperty("nodes").EnumerateArray().ShouldHaveSingleItem().GetProperty("lots")[0].GetProperty("lotId").GetString().ShouldBe(withdrawalId);
        answers.SelectMany(answer => answer.GetProperty("errors").EnumerateArray()).Select(error => error.GetProperty("code").GetString()!).ToHashSet()
            .ShouldBeSubsetOf(["not-enough-credits", "course-already-redeemed"]);

        var account = (await university.Ask(
            "query($talentId: ID!) { creditAccount(talentId: $talentId) { earned redeemed lots { id credits } headRoom { route left } warnings { days } passbook { closing { earned } lines { because { type } balance { earned pending } } } } conservation { unit holds lots balance } creditLots(filter: { isUsedUp: false }, first: 5) { nodes { left } } }",
            new { talentId }));
        account.GetProperty("creditAccount").GetProperty("redeemed").GetDecimal().ShouldBe(1.5m);
        account.GetProperty("creditAccount").GetProperty("passbook").GetProperty("closing").GetProperty("earned").GetDecimal().ShouldBe(0.5m);
        account.GetProperty("conservation").EnumerateArray().ShouldAllBe(unit => unit.GetProperty("holds").GetBoolean());

        async Task<(BankClient Client, string Id)> Acting(string person)
        {
            var client = await demo.As(person);
            return (client, (await client.Ask("{ me { organisation { id } } }")).GetProperty("me").GetProperty("organisation").GetProperty("id").GetString()!);
        }
    }
}
