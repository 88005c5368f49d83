using TalentBank.Access;
using TalentBank.EventStore.ReadModels;
using TalentBank.Hiring;
using TalentBank.Training;
using static TalentBank.Tests.Meishan;

namespace TalentBank.Tests.Training;

public sealed class BookingRecords
{
    private static readonly Seat BakersSeat = new("session-1", Tier.Frontline, "employment-1", Bakery, Li);
    private static readonly Seat WeaversSeat = new("session-1", Tier.Frontline, "employment-2", Silk, null);
    private readonly InMemoryReadModels _models = new();
    private int _position;

    public BookingRecords()
    {
        Record(new SessionScheduled("session-1", "平台规则", Tier.Frontline, Today, "中心", 20, 30_000m, "envelope-1-frontline", Minjiang, Today));
        Record(new SeatBooked(BakersSeat, Minjiang, Today));
        Record(new SeatBooked(WeaversSeat, Minjiang, Today));
    }

    [Fact]
    public void A_booking_follows_its_seat()
    {
        Record(new AttendanceRecorded(BakersSeat, Attendance.Missed, Today));
        Status("booking-1-1").ShouldBe(BookingStatus.Missed);
        Status("booking-1-2").ShouldBe(BookingStatus.Booked);
    }

    [Fact]
    public void A_cancelled_session_cancels_its_bookings_and_has_no_seats()
    {
        Record(new SessionCancelled("session-1", Tier.Frontline, 18, [BakersSeat, WeaversSeat], null, Today));
        Status("booking-1-1").ShouldBe(BookingStatus.Cancelled);
        Status("booking-1-2").ShouldBe(BookingStatus.Cancelled);
        var session = _models.Find(TrainingSessions.Model, "session-1")!;
        (session.Status, session.SeatsFree, session.SeatsBooked).ShouldBe((SessionStatus.Cancelled, 0, 0));
    }

    public static readonly TheoryData<string, Actor, int> Readers = new()
    {
        { "the zone operator sees all", ByZoneOperator, 2 },
        { "an enterprise its own", ByBakery, 1 },
        { "the provider those in its sessions", ByMinjiang, 2 },
        { "another university none", ByEmei, 0 },
        { "the person their own", ByLi, 1 },
        { "another person none", ByWang, 0 },
        { "the chamber none", ByChamber, 0 },
    };

    [Theory]
    [MemberData(nameof(Readers))]
    public void Bookings_are_shown_to_whom_they_concern(string who, Actor actor, int seen)
    {
        var within = AccessTable.Documents.Single(row => row.Model == Bookings.Model).Within(actor);
        _models.All(Bookings.Model).Count(booking => within.All(condition => InMemoryReadModels.Holds(Bookings.Model, condition, booking))).ShouldBe(seen, who);
    }

    private BookingStatus Status(string booking) => _models.Find(Bookings.Model, booking)!.Status;

    private void Record(Fact fact) => _models.Fold(new Recorded(++_position, Guid.Empty, "meishan", "session-1", _position, Bank.Facts.NameOf(fact), DateTimeOffset.UnixEpoch, "member-1", Guid.Empty, fact));
}
