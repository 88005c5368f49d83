using TalentBank.Access;
using TalentBank.Fund;
using TalentBank.Hiring;
using TalentBank.Parties;
using TalentBank.Training;
using static TalentBank.Tests.Meishan;

namespace TalentBank.Tests.Rules;

public sealed class TrainingRules
{
    private const string Envelope1 = "envelope-1-frontline";
    private const string Session1 = "session-1";
    private const string Baker = "employment-1";
    private const string Miller = "employment-2";
    private const string Weaver = "employment-3";

    private static readonly DateOnly May = new(2026, 5, 4);
    private static readonly DateOnly Held = new(2026, 6, 10);
    private static readonly DateOnly After = new(2026, 6, 12);

    private static readonly Scenario WithEnvelope = Books
        .Given(Envelope1, new EnvelopeOpened(Envelope1, "fund-1", Tier.Frontline, 2026, 100_000m, May))
        .Given(Baker, Hired(Baker, Bakery, Li))
        .Given(Miller, Hired(Miller, Bakery, null))
        .Given(Weaver, Hired(Weaver, Silk, null));

    private static readonly Scenario WithSession = WithEnvelope.Given(Schedule, ByZoneOperator);
    private static readonly Scenario Booked = WithSession.Given(new BookSeat(Session1, Baker, null), ByBakery);
    private static readonly Scenario Attended = Booked.Given(new RecordAttendance(Session1, Baker, Attendance.Attended), ByZoneOperator, After);
    private static readonly Scenario Completed = Attended.Given(new CompleteSession(Session1, null), ByZoneOperator, After);
    private static readonly Scenario Cancelled = Booked.Given(new CancelSession(Session1, "讲师生病", null), ByZoneOperator);

    private static ScheduleSession Schedule => new(Session1, "平台规则", Tier.Frontline, Held, "综试区培训中心", 2, 30_000m, Envelope1, null, null);

    private static Seat BakersSeat => new(Session1, Tier.Frontline, Baker, Bakery, Li);

    private static SessionCost Cost => new(Envelope1, Tier.Frontline, Session1, 30_000m);

    [Fact]
    public void Scheduling_a_session_reserves_its_cost_in_the_same_append() =>
        WithEnvelope.When(Schedule, ByZoneOperator).Answering(Session1).ThenFacts(
            (Session1, new SessionScheduled(Session1, "平台规则", Tier.Frontline, Held, "综试区培训中心", 2, 30_000m, Envelope1, null, Today)),
            (Envelope1, new CostReserved(Cost, Today)));

    [Fact]
    public void A_session_noted_down_after_it_was_held_counts_from_that_day() =>
        WithEnvelope.When(Schedule with { HeldOn = new DateOnly(2026, 5, 20) }, ByZoneOperator).Accepted.Facts
            .ShouldAllBe(fact => fact.Fact.Effective == new DateOnly(2026, 5, 20));

    [Fact]
    public void The_last_fen_of_an_envelope_can_be_spent_and_not_one_more()
    {
        WithEnvelope.When(Schedule with { Cost = 100_000m }, ByZoneOperator).Accepted.Facts.Count.ShouldBe(2);
        WithEnvelope.When(Schedule with { Cost = 100_000.01m }, ByZoneOperator).ThenRefused("over-the-envelope", "cost");
    }

    [Fact]
    public void Of_a_hundred_sessions_an_envelope_pays_as_many_as_it_has_money_for()
    {
        var bank = WithEnvelope;
        var scheduled = 0;
        foreach (var number in Enumerable.Range(1, 100))
        {
            var next = Schedule with { SessionId = $"session-{number}", Cost = 10_000m };
            if (bank.When(next, ByZoneOperator).Decision is not Decision.Accepted)
                continue;
            bank = bank.Given(next, ByZoneOperator);
            scheduled++;
        }

        scheduled.ShouldBe(10);
    }

    [Fact]
    public void Money_that_is_granted_or_released_later_cannot_be_reserved_before()
    {
        WithEnvelope.When(Schedule with { ScheduledOn = May.AddDays(-1) }, ByZoneOperator).ThenRefused("over-the-envelope", "cost");
        var released = WithEnvelope
            .Given(Schedule with { Cost = 100_000m, ScheduledOn = May }, ByZoneOperator)
            .Given(new CancelSession(Session1, null, Today.AddDays(-1)), ByZoneOperator);
        var again = Schedule with { SessionId = "session-2" };
        released.When(again with { ScheduledOn = Today.AddDays(-2) }, ByZoneOperator).ThenRefused("over-the-envelope", "cost");
        released.When(again with { ScheduledOn = Today.AddDays(-1) }, ByZoneOperator).Accepted.Facts.Count.ShouldBe(2);
    }

    [Fact]
    public void A_session_is_paid_by_the_envelope_of_its_tier() =>
        WithEnvelope.When(Schedule with { Tier = Tier.Senior }, ByZoneOperator).ThenRefused("tier-is-the-envelopes", "tier");

    [Fact]
    public void A_session_is_held_in_the_budget_year_that_pays_it() =>
        WithEnvelope.When(Schedule with { HeldOn = new DateOnly(2027, 1, 4) }, ByZoneOperator).ThenRefused("outside-the-budget-year", "heldOn");

    [Fact]
    public void A_session_needs_an_envelope_and_a_provider_that_exist()
    {
        WithEnvelope.When(Schedule with { EnvelopeId = "envelope-9-frontline" }, ByZoneOperator).ThenRefused("not-found", "envelopeId");
        WithEnvelope.When(Schedule with { ProviderId = "university-9" }, ByZoneOperator).ThenRefused("not-found", "providerId");
        WithEnvelope.When(Schedule with { ProviderId = Envelope1 }, ByZoneOperator).ThenRefused("not-found", "providerId");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(501)]
    public void A_session_has_1_to_500_seats(int seats) =>
        WithEnvelope.When(Schedule with { Seats = seats }, ByZoneOperator).ThenRefused("seats-out-of-range", "seats");

    [Theory]
    [InlineData(0)]
    [InlineData(-100)]
    public void A_session_costs_more_than_nothing(int cost) =>
        WithEnvelope.When(Schedule with { Cost = cost }, ByZoneOperator).ThenRefused("amount-out-of-range", "cost");

    [Fact]
    public void A_session_has_a_title_and_a_place()
    {
        WithEnvelope.When(Schedule with { Title = " " }, ByZoneOperator).ThenRefused("name-out-of-range", "title");
        WithEnvelope.When(Schedule with { Place = "" }, ByZoneOperator).ThenRefused("name-out-of-range", "place");
    }

    [Fact]
    public void A_session_is_scheduled_neither_in_the_future_nor_after_it_is_held()
    {
        WithEnvelope.When(Schedule with { HeldOn = new DateOnly(1999, 1, 1) }, ByZoneOperator).ThenRefused("date-out-of-range", "heldOn");
        WithEnvelope.When(Schedule with { ScheduledOn = Today.AddDays(1) }, ByZoneOperator).ThenRefused("date-out-of-range", "scheduledOn");
        WithEnvelope.When(Schedule with { ScheduledOn = Held.AddDays(1) }, ByZoneOperator, After).ThenRefused("date-out-of-range", "scheduledOn");
    }

    [Fact]
    public void Only_the_zone_operator_runs_sessions()
    {
        WithEnvelope.When(Schedule, ByGovernment).ThenRefused("not-allowed");
        Attended.When(new CompleteSession(Session1, null), ByBakery, After).ThenRefused("not-allowed");
        Booked.When(new CancelSession(Session1, null, null), ByMinjiang).ThenRefused("not-allowed");
    }

    [Fact]
    public void An_enterprise_books_a_seat_for_one_of_its_own() =>
        WithSession.When(new BookSeat(Session1, Baker, null), ByBakery).Answering("booking-1-1")
            .ThenFacts((Session1, new SeatBooked(BakersSeat, null, Today)));

    [Fact]
    public void Booking_for_the_same_person_again_changes_nothing_even_when_it_is_over()
    {
        Booked.When(new BookSeat(Session1, Baker, null), ByBakery).Answering("booking-1-1").ThenNothing();
        Completed.When(new BookSeat(Session1, Baker, null), ByBakery, After).ThenNothing();
    }

    [Fact]
    public void Nobody_books_for_anothers_staff_or_learns_that_they_exist()
    {
        WithSession.When(new BookSeat(Session1, Weaver, null), ByBakery).ThenRefused("not-found");
        WithSession.When(new BookSeat(Session1, "employment-9", null), ByBakery).ThenRefused("not-found");
        WithSession.When(new BookSeat(Session1, "employment-9", null)).ThenRefused("not-found", "employmentId");
        WithSession.When(new BookSeat("session-9", Baker, null), ByBakery).ThenRefused("not-found", "sessionId");
        WithSession.When(new BookSeat(Baker, Baker, null), ByBakery).ThenRefused("not-found", "sessionId");
    }

    [Fact]
    public void When_all_seats_are_booked_there_is_none_left() =>
        Booked.Given(new BookSeat(Session1, Weaver, null), BySilk)
            .When(new BookSeat(Session1, Miller, null), ByBakery).ThenRefused("no-seat-left", "sessionId");

    [Fact]
    public void A_seat_booked_for_later_is_not_free_before() =>
        Booked.Given(new BookSeat(Session1, Weaver, null), BySilk, Today.AddDays(3))
            .When(new BookSeat(Session1, Miller, Today.AddDays(1)), ByBakery, Today.AddDays(3)).ThenRefused("no-seat-left", "sessionId");

    [Theory]
    [InlineData(9, true)]
    [InlineData(10, true)]
    [InlineData(11, false)]
    public void The_employment_must_hold_on_the_day_of_the_session(int lastDayGone, bool refused)
    {
        var leaving = WithSession.Given(new EndEmployment("position-9", Baker, LeavingReason.Pay, Destination.Chengdu, true, false, new DateOnly(2026, 6, lastDayGone)), ByBakery)
            .When(new BookSeat(Session1, Baker, null), ByBakery);
        if (refused)
            leaving.ThenRefused("not-employed-then", "employmentId");
        else
            leaving.Accepted.Facts.Count.ShouldBe(1);
    }

    [Fact]
    public void A_seat_is_booked_between_the_scheduling_and_the_day_it_is_held()
    {
        WithSession.When(new BookSeat(Session1, Baker, Today.AddDays(-1)), ByBakery).ThenRefused("before-its-session", "bookedOn");
        WithSession.When(new BookSeat(Session1, Baker, Today.AddDays(1)), ByBakery).ThenRefused("date-out-of-range", "bookedOn");
        WithSession.When(new BookSeat(Session1, Baker, Held.AddDays(1)), ByBakery, After).ThenRefused("date-out-of-range", "bookedOn");
        WithSession.When(new BookSeat(Session1, Baker, null), ByBakery, After).ThenFacts((Session1, new SeatBooked(BakersSeat, null, Held)));
    }

    [Fact]
    public void A_server_whose_clock_is_a_day_behind_books_and_cancels_from_the_days_it_follows()
    {
        var yesterday = Today.AddDays(-1);
        WithSession.When(new BookSeat(Session1, Baker, null), ByBakery, yesterday).ThenFacts((Session1, new SeatBooked(BakersSeat, null, Today)));
        Booked.When(new CancelSession(Session1, null, null), ByZoneOperator, yesterday).Accepted.Facts.ShouldAllBe(fact => fact.Fact.Effective == Today);
    }

    [Fact]
    public void Attendance_counts_on_the_day_of_the_session() =>
        Booked.When(new RecordAttendance(Session1, Baker, Attendance.Missed), ByZoneOperator, After).Answering("booking-1-1")
            .ThenFacts((Session1, new AttendanceRecorded(BakersSeat, Attendance.Missed, Held)));

    [Fact]
    public void Attendance_is_not_recorded_before_the_session_is_held()
    {
        Booked.When(new RecordAttendance(Session1, Baker, Attendance.Attended), ByZoneOperator, Held.AddDays(-1)).ThenRefused("before-it-is-held", "sessionId");
        Booked.When(new RecordAttendance(Session1, Baker, Attendance.Attended), ByZoneOperator, Held).Accepted.Facts.Count.ShouldBe(1);
    }

    [Fact]
    public void Attendance_stands_once_it_is_recorded()
    {
        Attended.When(new RecordAttendance(Session1, Baker, Attendance.Attended), ByZoneOperator, After).ThenNothing();
        Attended.When(new RecordAttendance(Session1, Baker, Attendance.Missed), ByZoneOperator, After).ThenRefused("attendance-already-recorded", "attendance");
    }

    [Fact]
    public void Who_has_no_seat_has_no_attendance()
    {
        Booked.When(new RecordAttendance(Session1, Miller, Attendance.Attended), ByZoneOperator, After).ThenRefused("not-booked", "employmentId");
        Booked.When(new RecordAttendance("session-9", Baker, Attendance.Attended), ByZoneOperator, After).ThenRefused("not-found", "sessionId");
    }

    [Fact]
    public void A_trainer_records_attendance_in_the_sessions_of_their_own_organisation_only()
    {
        var session = WithEnvelope.Given(Schedule with { ProviderId = Minjiang }, ByZoneOperator).Given(new BookSeat(Session1, Baker, null), ByBakery);
        var record = new RecordAttendance(Session1, Baker, Attendance.Attended);
        session.When(record, For(OrganisationKind.University, Minjiang, Role.Trainer), After).Accepted.Facts.Count.ShouldBe(1);
        session.When(record, For(OrganisationKind.University, Minjiang, Role.Maker), After).ThenRefused("not-allowed");
        session.When(record, For(OrganisationKind.University, Emei, Role.Trainer), After).ThenRefused("not-found");
        Booked.When(record, For(OrganisationKind.University, Minjiang, Role.Trainer), After).ThenRefused("not-found");
    }

    [Fact]
    public void Completing_a_session_commits_what_it_reserved_and_ends_its_free_seats() =>
        Attended.When(new CompleteSession(Session1, null), ByZoneOperator, After).Answering(Session1).ThenFacts(
            (Session1, new SessionCompleted(Session1, Tier.Frontline, 1, After)),
            (Envelope1, new CostCommitted(Cost, After)));

    [Fact]
    public void A_session_is_not_completed_while_attendance_is_missing()
    {
        var refused = Attended.Given(new BookSeat(Session1, Weaver, null), BySilk)
            .When(new CompleteSession(Session1, null), ByZoneOperator, After);
        refused.ThenRefused("attendance-missing", "sessionId");
        refused.Decision.ShouldBeOfType<Decision.Refused>().Refusals[0].Values.ShouldContain(("missing", (object?)1));
    }

    [Fact]
    public void A_session_is_not_completed_before_it_is_held()
    {
        WithSession.When(new CompleteSession(Session1, null), ByZoneOperator).ThenRefused("before-it-is-held", "sessionId");
        Attended.When(new CompleteSession(Session1, Held.AddDays(-1)), ByZoneOperator, After).ThenRefused("before-it-is-held", "completedOn");
        Attended.When(new CompleteSession(Session1, After.AddDays(1)), ByZoneOperator, After).ThenRefused("date-out-of-range", "completedOn");
        Attended.When(new CompleteSession("session-9", null), ByZoneOperator, After).ThenRefused("not-found", "sessionId");
    }

    [Fact]
    public void Cancelling_a_session_releases_what_it_reserved_and_all_its_seats() =>
        Booked.When(new CancelSession(Session1, "讲师生病", null), ByZoneOperator).ThenFacts(
            (Session1, new SessionCancelled(Session1, Tier.Frontline, 1, [BakersSeat], "讲师生病", Today)),
            (Envelope1, new CostReleased(Cost, Today)));

    [Fact]
    public void What_a_cancelled_session_released_can_be_spent_again() =>
        WithEnvelope.Given(Schedule with { Cost = 100_000m }, ByZoneOperator).Given(new CancelSession(Session1, null, null), ByZoneOperator)
            .When(Schedule with { SessionId = "session-2", Cost = 100_000m }, ByZoneOperator).Accepted.Facts.Count.ShouldBe(2);

    [Fact]
    public void A_session_that_was_held_is_not_cancelled()
    {
        Attended.When(new CancelSession(Session1, null, null), ByZoneOperator, After).ThenRefused("session-was-held", "sessionId");
        Completed.When(new CancelSession(Session1, null, null), ByZoneOperator, After).ThenRefused("session-closed", "sessionId");
    }

    [Fact]
    public void A_cancellation_takes_effect_after_all_that_it_undoes()
    {
        var later = WithSession.Given(new BookSeat(Session1, Baker, null), ByBakery, Today.AddDays(3));
        later.When(new CancelSession(Session1, null, Today.AddDays(2)), ByZoneOperator, Today.AddDays(3)).ThenRefused("before-its-session", "cancelledOn");
        later.When(new CancelSession(Session1, null, Today.AddDays(4)), ByZoneOperator, Today.AddDays(3)).ThenRefused("date-out-of-range", "cancelledOn");
        later.When(new CancelSession(Session1, "x", null), ByZoneOperator, Today.AddDays(3)).ThenRefused("name-out-of-range", "reason");
        later.When(new CancelSession("session-9", null, null), ByZoneOperator, Today.AddDays(3)).ThenRefused("not-found", "sessionId");
    }

    [Fact]
    public void What_is_over_stays_over()
    {
        Completed.When(new CompleteSession(Session1, null), ByZoneOperator, After).ThenNothing();
        Cancelled.When(new CancelSession(Session1, null, null), ByZoneOperator).ThenNothing();
        Cancelled.When(new CompleteSession(Session1, null), ByZoneOperator, After).ThenRefused("session-closed", "sessionId");
        Cancelled.When(new BookSeat(Session1, Miller, null), ByBakery).ThenRefused("session-closed", "sessionId");
        Cancelled.When(new RecordAttendance(Session1, Baker, Attendance.Attended), ByZoneOperator, After).ThenRefused("session-closed", "sessionId");
    }

    private static TalentHired Hired(string id, string enterprise, string? talent) =>
        new(id, new Job(enterprise, null, talent, "OPERATIONS", true, Tier.Frontline, EmploymentKind.FullTime), false, new DateOnly(2026, 1, 5));
}
