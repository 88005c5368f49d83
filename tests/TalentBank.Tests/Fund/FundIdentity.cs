using FsCheck;
using FsCheck.Fluent;
using TalentBank.Fund;
using TalentBank.Hiring;
using TalentBank.Ledger;
using TalentBank.Training;
using static TalentBank.Tests.Meishan;

namespace TalentBank.Tests.Fund;

/// <summary>Formula 13 over random histories: sessions scheduled, booked, attended, completed and cancelled in any order, on any dates.</summary>
public sealed class FundIdentity
{
    private static readonly DateOnly NewYear = new(2026, 1, 1);
    private static readonly Tier[] Tiers = Enum.GetValues<Tier>();

    /// <summary>One random step: what is done, to which session, for whom, on which day, and how much is at stake.</summary>
    private sealed record Step(int Deed, int Session, int Person, int Day, int Amount);

    [Fact]
    public void Budget_is_available_plus_reserved_plus_committed_after_every_step_of_every_history() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(200).WithEndSize(40), Prop.ForAll(Histories, history =>
        {
            var bank = Opened();
            foreach (var step in history)
            {
                Take(bank, step);
                foreach (var asOf in new[] { Day(step.Day), new DateOnly(2026, 12, 31) })
                    HoldsFor(bank, Tiers[step.Session % Tiers.Length], asOf);
            }

            NothingBelowZero(bank);
            SeatsAgree(bank);
        }));

    [Fact]
    public void The_histories_reach_every_deed()
    {
        // A negative control: were all steps refused, the identity would hold for nothing.
        var facts = Gen.Sample(Histories.Generator, 40, 100)
            .SelectMany(history => history.Aggregate(Opened(), (bank, step) => Take(bank, step)).Log)
            .Select(recorded => recorded.Body.GetType())
            .ToHashSet();
        facts.ShouldBe(
            [typeof(FundOpened), typeof(EnvelopeOpened), typeof(StaffRecorded), typeof(SessionScheduled), typeof(CostReserved), typeof(SeatBooked), typeof(AttendanceRecorded), typeof(SessionCompleted), typeof(CostCommitted), typeof(SessionCancelled), typeof(CostReleased), typeof(Parties.ZoneOpened), typeof(Parties.OrganisationRegistered)],
            ignoreOrder: true);
    }

    private static Arbitrary<Step[]> Histories => (
        from deed in Gen.Choose(0, 9)
        from session in Gen.Choose(0, 5)
        from person in Gen.Choose(1, 4)
        from day in Gen.Choose(0, 180)
        from amount in Gen.Choose(1, 40)
        select new Step(deed, session, person, day, amount)).ArrayOf().ToArbitrary();

    private static DateOnly Day(int day) => NewYear.AddDays(day);

    private static InMemoryBank Opened()
    {
        var bank = new InMemoryBank();
        bank.Send(new Parties.OpenZone(Name, "Asia/Shanghai", Categories), Meishan.Opened);
        bank.Send(new Parties.RegisterOrganisation(Parties.OrganisationKind.Enterprise, "Bakery", null, "SG", "R1", null), Meishan.Opened);
        bank.Send(new RecordStaff("employment-1", "enterprise-SG-R1", [new StaffLine("OPERATIONS", false, Tier.Frontline, EmploymentKind.FullTime, 4)], Meishan.Opened), NewYear);
        bank.Send(new OpenFund("fund-1", Name, 2026, 600_000m, [.. Tiers.Select(tier => new EnvelopeBudget(tier, 200_000m))], null), NewYear);
        return bank;
    }

    private static InMemoryBank Take(InMemoryBank bank, Step step)
    {
        var today = Day(step.Day);
        var tier = Tiers[step.Session % Tiers.Length];
        var session = $"session-{step.Session}";
        var person = $"employment-1-{step.Person}";
        bank.Send(
            step.Deed switch
            {
                0 or 1 when bank.State(Session.Stream(session)).Status is null => new ScheduleSession(
                    session, "平台规则", tier, today.AddDays(step.Person - 2), "中心", 1 + (step.Amount % 3), step.Amount * 5_000m, Envelope.IdOf("fund-1", tier), null, step.Amount % 2 == 0 ? null : today.AddDays(-step.Amount)),
                <= 4 => new BookSeat(session, person, step.Amount % 2 == 0 ? null : today.AddDays(-step.Amount)),
                5 or 6 => new RecordAttendance(session, person, step.Amount % 3 == 0 ? Attendance.Missed : Attendance.Attended),
                7 or 8 => new CompleteSession(session, step.Amount % 2 == 0 ? null : today.AddDays(-step.Amount)),
                _ => new CancelSession(session, null, step.Amount % 2 == 0 ? null : today.AddDays(-step.Amount)),
            },
            today);
        return bank;
    }

    private static void HoldsFor(InMemoryBank bank, Tier tier, DateOnly asOf)
    {
        var fund = Of(bank, [.. Tiers.Select(tier => Envelope.IdOf("fund-1", tier))], asOf);
        var envelope = Of(bank, [Envelope.IdOf("fund-1", tier)], asOf);
        (fund.Budget, envelope.Budget).ShouldBe((600_000m, 200_000m));
        foreach (var balance in new[] { fund, envelope })
        {
            (balance.Available + balance.Reserved + balance.Committed).ShouldBe(balance.Budget);
            new[] { balance.Available, balance.Reserved, balance.Committed }.ShouldAllBe(amount => amount >= 0m);
        }
    }

    private static FundBalance Of(InMemoryBank bank, IReadOnlyList<string> envelopes, DateOnly asOf) =>
        bank.ReadModels.Answer(FundBalance.Ask(envelopes, new Standpoint(asOf, null), asOf));

    /// <summary>In no account but outside, under no combination of dimensions, on no date.</summary>
    private static void NothingBelowZero(InMemoryBank bank)
    {
        foreach (var pot in bank.ReadModels.Entries.Where(entry => entry.Account != Accounts.Outside)
            .GroupBy(entry => $"{entry.Unit} {entry.Account} {string.Join(' ', entry.Dimensions.OrderBy(dimension => dimension.Key, StringComparer.Ordinal))}"))
        {
            pot.Aggregate(DatedBalance.Zero, (balance, entry) => balance.Add(entry.Effective, entry.Amount)).LowestFrom(DateOnly.MinValue).ShouldBeGreaterThanOrEqualTo(0, pot.Key);
        }
    }

    /// <summary>The documents say what the ledger says.</summary>
    private static void SeatsAgree(InMemoryBank bank)
    {
        foreach (var session in bank.ReadModels.All(TrainingSessions.Model))
        {
            decimal In(string account) => bank.ReadModels.Entries
                .Where(entry => entry.Unit == Units.Seats && entry.Account == account && entry.Dimensions["session"] == session.Id).Sum(entry => entry.Amount);

            (session.SeatsFree, session.SeatsBooked, session.SeatsAttended, session.SeatsMissed)
                .ShouldBe(((int)In(Accounts.Free), (int)In(Accounts.Booked), (int)In(Accounts.Attended), (int)In(Accounts.Missed)));
            bank.ReadModels.All(Bookings.Model).Count(booking => booking.SessionId == session.Id && booking.Status is BookingStatus.Attended)
                .ShouldBe(session.SeatsAttended);
        }
    }
}
