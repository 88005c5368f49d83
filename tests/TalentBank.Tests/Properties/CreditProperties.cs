using FsCheck;
using FsCheck.Fluent;
using TalentBank.Credits;
using TalentBank.Ledger;
using TalentBank.Parties;
using TalentBank.Talents;

namespace TalentBank.Tests.Properties;

/// <summary>
/// Eight actors (two universities, an enterprise, the chamber, the clock and three students) in any order: whatever they do
/// with credits, nothing is made or lost, nothing is used twice, and every figure agrees with every other.
/// </summary>
public sealed class CreditProperties
{
    private static readonly DateOnly Start = new(2026, 1, 5);

    private static readonly Gen<(int Kind, int A, int B, int Days)> Move =
        from kind in Gen.Choose(0, 14)
        from a in Gen.Choose(0, 40)
        from b in Gen.Choose(0, 40)
        from days in Gen.Frequency((4, Gen.Constant(0)), (1, Gen.Choose(-1, 30)))
        select (kind, a, b, days);

    private static readonly Arbitrary<(int Kind, int A, int B, int Days)[]> Histories =
        Arb.From(Gen.Choose(20, 150).SelectMany(count => Move.ArrayOf(count)));

    [Fact]
    public void No_interleaving_makes_or_loses_credits_or_uses_a_lot_twice()
    {
        var seen = new HashSet<string>();
        FsCheck.Check.One(Config.QuickThrowOnFailure.WithMaxTest(60), Prop.ForAll(Histories, moves =>
        {
            var (bank, talents, today) = Play(moves);
            var models = bank.ReadModels;
            seen.UnionWith(bank.Log.Select(recorded => recorded.Type));

            models.Entries.Where(entry => entry.Unit == Units.Credits).Sum(entry => entry.Amount).ShouldBe(0);
            LedgerProperties.Overdrawn(models.Entries).ShouldBeEmpty();
            models.Answer(Conservation.Ask()).ShouldAllBe(unit => unit.Holds);
            var used = bank.Log.Select(recorded => recorded.Body).SelectMany(fact => fact switch
            {
                CreditsRedeemed it => it.Parts,
                CreditsExpired it => [it.Part],
                _ => (IEnumerable<LotPart>)[],
            }).ToLookup(part => part.LotId, part => part.Credits);
            foreach (var lot in models.All(StandingLots.Model))
            {
                lot.Left.ShouldBeGreaterThanOrEqualTo(0);
                (lot.Credits - used[lot.Id].Sum()).ShouldBe(lot.Left);
                bank.State(CreditLots.Stream(lot.TalentId)).Lots[lot.Id].Left.ShouldBe(lot.Left);
            }

            foreach (var talent in talents)
            {
                var account = models.Answer(CreditAccount.Ask(talent, new Standpoint(today.AddYears(3), null), Access.Actor.Bank, today))!;
                models.Answer(AccountLots.Ask(account)).Sum(lot => lot.Credits).ShouldBe(account.Earned);
                models.Answer(Passbook.Ask(account, null)).Closing.ShouldBe(new PassbookBalance(account.Earned, account.Pending));
            }
        }));

        // So that it is about something.
        new[] { "credits_redeemed", "credits_expired", "credits_transferred", "credits_lapsed", "credit_offer_ended", "credit_dispute_decided", "credits_given_back" }
            .Except(seen).ShouldBeEmpty();
    }

    private static (InMemoryBank Bank, IReadOnlyList<string> Talents, DateOnly Today) Play(IEnumerable<(int Kind, int A, int B, int Days)> moves)
    {
        var bank = new InMemoryBank();
        var today = Start;
        Do(new OpenZone(Meishan.Name, "Asia/Shanghai", Meishan.Categories));
        string[] codes = ["12511400450000001A", "12511400450000002D"];
        foreach (var code in codes)
            Do(new RegisterOrganisation(OrganisationKind.University, "演示高校", Uscc.Parse(code, out _), null, null, null));
        Do(new RegisterOrganisation(OrganisationKind.Enterprise, "演示企业", Uscc.Parse("91511400MA6000001M", out _), null, null, null));
        string[] universities = [Meishan.Minjiang, Meishan.Emei];
        string[] talents = [.. Enumerable.Range(0, 3).Select(i => Do(new RegisterTalent(bank.NewId("talent"), "演示学生", "13800000000", null, universities[0], null, null))!)];
        Do(new PublishCreditRule(universities[0], CreditRoute.Work, [EvidenceKind.Attendance], 12, null, ShelfMonths: 2, SignWithinDays: 20, null));
        List<string> offers = [], withdrawals = [], acceptances = [], transfers = [];

        foreach (var (kind, a, b, days) in moves)
        {
            // A clock may be a day behind.
            var day = days < 0 ? today.AddDays(days) : today = today.AddDays(days);
            var talent = talents[b % 3];
            var withdrawal = Any(withdrawals, a, "credit-withdrawal-none");
            switch (kind)
            {
                case 0: Note(offers, Do(new PostPracticalCredits(bank.NewId("credit-offer"), universities[0], Meishan.Bakery, "演示实训", 0.5m + (a % 8 * 0.25m), 1 + (b % 2), day.AddDays(5 + b), a % 3 == 0 ? CreditRoute.Course : null), day)); break;
                case 1 or 2: Note(withdrawals, Do(new WithdrawCredits(bank.NewId("credit-withdrawal"), Any(offers, a, "credit-offer-none"), talent), day)); break;
                case 3: Do(new AttestCompletion(withdrawal), day); break;
                case 4: Do(new ConfirmCompletion(withdrawal), day); break;
                case 5: Do(new ProvideEvidence(withdrawal, EvidenceKind.Attendance, null), day); break;
                case 6: Do(new GiveBackCredits(withdrawal), day); break;
                case 7: Note(acceptances, Do(new AcceptCredits(bank.NewId("credit-acceptance"), universities[a % 2], universities[b % 2], "演示课程", 0.5m + (a % 4 * 0.5m), b % 3 == 0 ? 1 : null), day)); break;
                case 8 or 9: Do(new RedeemCredits(bank.NewId("credit-redemption"), Any(acceptances, a, "credit-acceptance-none"), talent), day); break;
                case 10: Do(new ExpireCredits(talent), day); break;
                case 11 when a % 3 == 0: Do(new EndCreditOffer(Any(offers, a, "credit-offer-none")), day); break;
                case 11: Do(new LapseCredits(withdrawal), day); break;
                case 12: Note(transfers, Do(new RequestTransfer(bank.NewId("credit-transfer"), talent, universities[0], universities[1], [Any(withdrawals, a, "none"), Any(withdrawals, b, "none")]), day)); break;
                case 13 when a % 4 == 0: Do(new ReverseTransfer(Any(transfers, b, "credit-transfer-none")), day); break;
                case 13:
                    Do(new ConsentToTransfer(Any(transfers, b, "credit-transfer-none"), universities[0]), day);
                    Do(new ConsentToTransfer(Any(transfers, b, "credit-transfer-none"), universities[1]), day);
                    if (a % 3 == 0)
                        Do(new ReverseTransfer(Any(transfers, b, "credit-transfer-none")), day);
                    break;
                default:
                    var dispute = Do(new OpenDispute(bank.NewId("credit-dispute"), withdrawal, DisputeGround.Other), day);
                    Do(new DecideDispute(withdrawal, dispute ?? "credit-dispute-none", b % 2 == 0, "演示裁定"), day);
                    break;
            }
        }

        return (bank, talents, today);

        string? Do(Command command, DateOnly? on = null) => bank.Send(command, on ?? today) is Decision.Accepted accepted ? accepted.Result : null;

        static void Note(List<string> known, string? id)
        {
            if (id is not null)
                known.Add(id);
        }

        static string Any(List<string> known, int number, string none) => known.Count == 0 ? none : known[number % known.Count];
    }
}
