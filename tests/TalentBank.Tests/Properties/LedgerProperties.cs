using FsCheck.Fluent;
using TalentBank.Credits;
using TalentBank.EventStore.ReadModels;
using TalentBank.Hiring;
using TalentBank.Internships;
using TalentBank.Ledger;
using TalentBank.Positions;
using TalentBank.Targets;

namespace TalentBank.Tests.Properties;

public sealed class LedgerProperties
{
    [Fact]
    public void Nothing_is_made_or_lost_and_no_account_but_outside_is_ever_below_zero() =>
        Moves.Always(moves =>
        {
            var bank = SmallBank.After(moves).Bank;
            foreach (var unit in bank.ReadModels.Entries.GroupBy(entry => entry.Unit))
                unit.Sum(entry => entry.Amount).ShouldBe(0, $"{unit.Key} were made or lost");
            Overdrawn(bank.ReadModels.Entries).ShouldBeEmpty();
        });

    /// <summary>The negative control: a fact that takes what is not there is noticed.</summary>
    [Fact]
    public void An_account_that_is_overdrawn_on_one_day_is_noticed()
    {
        var models = new InMemoryReadModels();
        Fact[] facts =
        [
            new PositionDeposited("position-1", Meishan.Bakery, "DESIGN", false, "设计", 1, Origin.NewDemand, Meishan.Today),
            new OpeningsChanged("position-1", Meishan.Bakery, "DESIGN", false, -1, Meishan.Today.AddDays(-1)),
        ];
        foreach (var (fact, index) in facts.Select((fact, index) => (fact, index)))
            models.Fold(new Recorded(index + 1, Guid.Empty, "meishan", "position-1", index + 1, Bank.Facts.NameOf(fact), default, "member-1", Guid.Empty, fact));
        Overdrawn(models.Entries).ShouldHaveSingleItem().ShouldContain("open");
    }

    [Fact]
    public void Amounts_are_above_zero_with_two_decimals_at_most() =>
        Moves.Always(moves =>
            SmallBank.After(moves).Bank.ReadModels.Entries
                .Where(entry => entry.Amount == 0 || entry.Arrives != entry.Amount > 0 || decimal.Round(entry.Amount, 2) != entry.Amount)
                .ShouldBeEmpty());

    /// <summary>Three ways to the same number: the ledger's balance, the states the rules decide on, and the facts themselves.</summary>
    [Fact]
    public void The_gap_is_what_the_rules_and_the_facts_say_on_every_day() =>
        Moves.Always(moves =>
        {
            var played = SmallBank.After(moves);
            var survey = played.Bank.State(DemandSurvey.Stream);
            for (var day = SmallBank.Start.AddDays(-100); day < SmallBank.Start.AddDays(400); day = day.AddDays(29))
            {
                var gap = played.Bank.ReadModels.Answer(TalentGap.Ask(new Standpoint(day, null), day));
                var byStates = played.Positions.Sum(position => played.Bank.State(Position.Stream(position)).Openings.On(day)) + survey.Surveyed.Values.Sum(surveyed => surveyed.On(day));
                var byFacts = played.Bank.Log.Select(recorded => (Fact)recorded.Body).Where(fact => fact.Effective <= day).Sum(Widens);

                ((decimal)gap.Gap).ShouldBe(byStates);
                gap.Gap.ShouldBe(byFacts);
                gap.Categories.Sum(category => category.Surveyed + category.Open + category.Held).ShouldBe(gap.Gap);
            }
        });

    [Fact]
    public void Read_models_show_what_the_rules_decide_on() =>
        Moves.Always(moves =>
        {
            var played = SmallBank.After(moves);
            var models = played.Bank.ReadModels;
            foreach (var position in models.All(OpenPositions.Model))
                ((decimal)position.Openings).ShouldBe(played.Bank.State(Position.Stream(position.Id)).Openings.Final);
            foreach (var internship in models.All(OpenInternships.Model))
            {
                internship.PlacesLeft.ShouldBe(internship.Places - models.All(InternshipPlaces.Model).Count(place => place.InternshipId == internship.Id && place.IsHeld));
                internship.PlacesLeft.ShouldBeInRange(0, internship.Places);
            }

            foreach (var offer in models.All(CreditOffers.Model))
            {
                offer.PlacesLeft.ShouldBe(offer.Places - models.All(CreditWithdrawals.Model).Count(withdrawal => withdrawal.OfferId == offer.Id && withdrawal.GivenBackOn is null));
                offer.PlacesLeft.ShouldBeInRange(0, offer.Places);
            }

            foreach (var withdrawal in models.All(CreditWithdrawals.Model))
            {
                (withdrawal.EarnedOn is not null).ShouldBe(withdrawal.AttestedOn is not null && withdrawal.ConfirmedOn is not null);
                withdrawal.WaitsFor.HasValue.ShouldBe(withdrawal.Status is CreditStatus.Pending && (withdrawal.AttestedOn ?? withdrawal.ConfirmedOn) is not null);
            }
        });

    /// <summary>So that the properties above are about something: every kind of move is accepted, and repeats are met too.</summary>
    [Fact]
    public void Every_kind_of_move_happens()
    {
        Type[] commands =
        [
            typeof(DepositPosition), typeof(ChangeOpenings), typeof(ClosePosition), typeof(AskIfNeeded), typeof(SuspendPosition), typeof(ConfirmNeed), typeof(RecordHire), typeof(EndEmployment), typeof(RecordStaff), typeof(PublishDemandSurvey),
            typeof(DepositInternship), typeof(WithdrawPlace), typeof(GiveBackPlace),
            typeof(PostPracticalCredits), typeof(WithdrawCredits), typeof(AttestCompletion), typeof(ConfirmCompletion), typeof(GiveBackCredits),
        ];
        HashSet<(Type, bool)> missing = [.. commands.Select(command => (command, true)), (typeof(WithdrawPlace), false), (typeof(WithdrawCredits), false)];
        // Drawn until all were met; a hundred histories almost always do.
        foreach (var moves in Enumerable.Range(0, 20).SelectMany(_ => Moves.Histories.Generator.Sample(50, 100)).TakeWhile(_ => missing.Count > 0))
            missing.ExceptWith(SmallBank.After(moves).Seen);
        missing.ShouldBeEmpty();
    }

    private static int Widens(Fact fact) => fact switch
    {
        DemandSurveyed it => it.Shortages.Sum(shortage => shortage.Persons),
        PositionDeposited { Origin: Origin.NewDemand } it => it.Openings,
        OpeningsChanged it => it.Change,
        PositionClosed it => -it.Openings,
        PositionSuspended it => -it.Openings,
        PositionResumed it => it.Openings,
        TalentHired { Job.PositionId: not null } => -1,
        TalentHired { FromSurvey: true } => -1,
        EmploymentEnded { ReplacementPositionId: not null } => 1,
        _ => 0,
    };

    /// <summary>Every account but outside, in every combination of all dimensions, that is below zero at the end of some day.</summary>
    internal static List<string> Overdrawn(IEnumerable<Entry> entries) =>
    [
        .. from entry in entries
           where entry.Account != Accounts.Outside
           group entry by $"{entry.Unit} {entry.Account} {string.Join(' ', entry.Dimensions.OrderBy(dimension => dimension.Key, StringComparer.Ordinal))}" into account
           where account.Aggregate(DatedBalance.Zero, (balance, entry) => balance.Add(entry.Effective, entry.Amount)).LowestFrom(DateOnly.MinValue) < 0
           select account.Key,
    ];
}
