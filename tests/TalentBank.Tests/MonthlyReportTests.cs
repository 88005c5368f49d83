using TalentBank.Hiring;
using TalentBank.Parties;
using TalentBank.Reports;
using TalentBank.Targets;
using TalentBank.Tests.Properties;
using static TalentBank.Tests.Meishan;

namespace TalentBank.Tests;

/// <summary>Closed months, and what is booked about them afterwards.</summary>
public sealed class MonthlyReportTests
{
    private static readonly DateOnly May = new(2026, 5, 1);
    private static readonly DateOnly June = new(2026, 6, 1);

    [Fact]
    public void A_month_that_is_over_is_closed() =>
        Books.When(new CloseMonth(May.AddDays(9))).Answering("2026-05").ThenFacts((MonthClosing.Stream.Name, new MonthClosed(May, new DateOnly(2026, 5, 31))));

    [Fact]
    public void A_month_is_not_closed_before_its_end() =>
        Books.When(new CloseMonth(May), today: new DateOnly(2026, 5, 31)).ThenRefused("month-not-over", "month");

    [Fact]
    public void Months_are_closed_in_their_order_and_each_once()
    {
        var closed = Books.Given(new CloseMonth(May.AddMonths(-1)));
        closed.When(new CloseMonth(May.AddMonths(-2))).ThenRefused("month-out-of-order", "month");
        closed.When(new CloseMonth(June), today: June.AddMonths(1)).ThenRefused("month-out-of-order", "month");
        closed.When(new CloseMonth(May.AddMonths(-1))).ThenNothing();
        closed.Given(new CloseMonth(May)).When(new CloseMonth(May.AddMonths(-1))).ThenNothing();
    }

    [Fact]
    public void Only_the_chamber_closes_a_month() => Books.When(new CloseMonth(May), by: ByGovernment).ThenRefused("not-allowed");

    [Fact]
    public void Dates_that_nobody_means_are_refused()
    {
        Books.When(new CloseMonth(DateOnly.MaxValue)).ThenRefused("date-out-of-range", "month");
        new InMemoryBank().ReadModels.RefusalOf(MonthlyReport.Ask(DateOnly.MinValue)).ShouldBe("date-out-of-range");
    }

    [Fact]
    public void What_is_booked_later_changes_nothing_in_a_closed_month_and_stands_as_revisions_in_the_next()
    {
        var bank = new InMemoryBank();
        var clock = new DateTimeOffset(2026, 6, 2, 1, 0, 0, TimeSpan.Zero);
        Do(new OpenZone(Name, "Asia/Shanghai", Categories));
        Do(new RegisterOrganisation(OrganisationKind.Enterprise, "演示烘焙", Uscc.Parse("91511400MA6000001M", out _), null, null, null));
        Do(new PublishDemandSurvey(May.AddMonths(-5), [new("OPERATIONS", 30)], 1, 1));
        Hire("employment-1", May.AddDays(3));
        Hire("employment-2", May.AddDays(-20));
        bank.ReadModels.Answer(MonthlyReport.Ask(May)).ShouldBeNull();
        Do(new CloseMonth(May));
        var lines = Lines(May);
        Line(May, ReportedFigure.Hires).ShouldBe(new ReportLine(ReportedFigure.Hires, 1, 1, 0, 2, null));
        Line(May, ReportedFigure.TalentGap).ShouldBe(new ReportLine(ReportedFigure.TalentGap, 28, 29, 0, -2, null));

        Hire("employment-3", May.AddDays(9));
        Do(new EndEmployment("position-1", "employment-1", LeavingReason.Pay, true, false, May.AddDays(20)));
        Hire("employment-4", June);
        Do(new CloseMonth(June));

        Lines(May).ShouldBe(lines);
        Line(June, ReportedFigure.Hires).ShouldBe(new ReportLine(ReportedFigure.Hires, 1, 2, 0, 4, 1));
        Line(June, ReportedFigure.Departures).ShouldBe(new ReportLine(ReportedFigure.Departures, 0, 1, 0, 1, 1));
        Line(June, ReportedFigure.TalentGap).ShouldBe(new ReportLine(ReportedFigure.TalentGap, 26, 27, 0, -4, -1));
        var changes = bank.ReadModels.Answer(Report(June).Changes());
        changes.Reasons.Select(change => (change.Reason, change.OfPeriod, change.LateNews)).ShouldBe([("HIRED_OUTSIDE", -1, -1)]);
        (changes.Before, changes.After).ShouldBe((28, 26));

        MonthlyReport Report(DateOnly month) => bank.ReadModels.Answer(MonthlyReport.Ask(month)).ShouldNotBeNull();
        IReadOnlyList<ReportLine> Lines(DateOnly month) => bank.ReadModels.Answer(Report(month).Lines());
        ReportLine Line(DateOnly month, ReportedFigure figure) => Lines(month).Single(line => line.Figure == figure);
        void Hire(string id, DateOnly day) => Do(new RecordHire(id, Bakery, null, null, "OPERATIONS", true, Tier.Frontline, EmploymentKind.FullTime, day));
        void Do(Command command)
        {
            bank.Send(command, new DateOnly(2026, 7, 1), at: clock).ShouldBeOfType<Decision.Accepted>();
            clock = clock.AddMinutes(1);
        }
    }

    /// <summary>Recounted from the entries of persons, not of openings, day by day.</summary>
    [Fact]
    public void A_report_counts_what_was_known_when_its_month_was_closed() =>
        Moves.Always(moves =>
        {
            var played = SmallBank.After(moves[..(moves.Length / 2)]);
            var january = SmallBank.Start;
            var later = january.AddMonths(3);
            var closedAt = played.Bank.Log[^1].RecordedAt;
            played.Bank.Send(new CloseMonth(january), later, at: closedAt).ShouldBeOfType<Decision.Accepted>();
            foreach (var move in moves[(moves.Length / 2)..])
                played.Play(move with { Hours = move.Hours + 1 });
            var models = played.Bank.ReadModels;
            played.Bank.Send(new CloseMonth(january.AddMonths(1)), later, at: played.Bank.Log[^1].RecordedAt).ShouldBeOfType<Decision.Accepted>();

            foreach (var report in new[] { january, january.AddMonths(1) }.Select(month => models.Answer(MonthlyReport.Ask(month)).ShouldNotBeNull()))
            {
                var lines = models.Answer(report.Lines()).ToDictionary(line => line.Figure);
                var known = models.Entries.Where(entry => entry.RecordedAt <= report.ClosedAt).ToList();
                var fullTime = known.Where(entry => entry.Account == "employed" && entry.Dimensions["employment_kind"] == "FULL_TIME").ToList();
                decimal Month(IEnumerable<EventStore.ReadModels.Entry> entries) => entries.Where(entry => entry.Effective.Year == report.Month.Year && entry.Effective.Month == report.Month.Month).Sum(entry => Math.Abs(entry.Amount));

                lines[ReportedFigure.Hires].Amount.ShouldBe(Month(fullTime.Where(entry => entry.Type == "talent_hired")));
                lines[ReportedFigure.Departures].Amount.ShouldBe(Month(fullTime.Where(entry => !entry.Arrives)));
                lines[ReportedFigure.CreditsEarned].Amount.ShouldBe(Month(known.Where(entry => entry is { Account: "earned", Counter: "pending", Arrives: true })));
                lines[ReportedFigure.TalentGap].Amount.ShouldBe(models.Answer(TalentGap.Ask(report.Standpoint, SmallBank.Start)).Gap);
                if (report.Before is { } before)
                {
                    var late = fullTime.Where(entry => entry.Type == "talent_hired" && entry.RecordedAt > before.ClosedAt && entry.Effective < report.Month);
                    lines[ReportedFigure.Hires].Revision.ShouldBe(late.Sum(entry => entry.Amount));
                }
            }
        });
}
