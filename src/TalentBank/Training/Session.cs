using System.Collections.Immutable;
using TalentBank.EventStore.ReadModels;
using TalentBank.Hiring;
using TalentBank.Ledger;

namespace TalentBank.Training;

/// <summary>A training session (培训期次): one day, one place, so many seats.</summary>
/// <param name="Status">Null where the stream does not exist.</param>
/// <param name="Tier">For whom.</param>
/// <param name="ScheduledOn">From when on its seats could be booked.</param>
/// <param name="HeldOn">The day it is held.</param>
/// <param name="EnvelopeId">What pays it.</param>
/// <param name="ProviderId">The organisation whose trainers hold it; null: the zone operator itself.</param>
/// <param name="Free">Seats that nobody has booked, by effective date.</param>
/// <param name="Bookings">In the order in which they were made.</param>
public sealed record Session(
    SessionStatus? Status, Tier Tier, DateOnly ScheduledOn, DateOnly HeldOn, string EnvelopeId, string? ProviderId, DatedBalance Free, ImmutableList<Booking> Bookings) : IState<Session>
{
    public static Session Unknown { get; } = new(null, default, default, default, "", null, DatedBalance.Zero, []);

    public static IReadOnlyList<string> Nouns { get; } = ["session"];

    public static StreamOf<Session> Stream(string sessionId) => new(sessionId);

    public Booking? BookingOf(string employmentId) => Bookings.Find(booking => booking.Seat.EmploymentId == employmentId);

    /// <summary>Why nothing of a session can change any more; null where it can.</summary>
    public Refused? Closed => Status is SessionStatus.Scheduled ? null : Refuse("session-closed", "sessionId", ("status", Status is { } status ? Wording.Code(status) : null));

    public Session Evolve(Fact fact) => fact switch
    {
        SessionScheduled it => new Session(
            SessionStatus.Scheduled, it.Tier, it.Effective, it.HeldOn, it.EnvelopeId, it.ProviderId, DatedBalance.Zero.Add(it.Effective, it.Seats), []),
        SeatBooked it => this with { Free = Free.Add(it.Effective, -1), Bookings = Bookings.Add(new Booking(it.Seat, it.Effective, null)) },
        AttendanceRecorded it => BookingOf(it.Seat.EmploymentId) is { } booking
            ? this with { Bookings = Bookings.Replace(booking, booking with { Attendance = it.Attendance }) }
            : this,
        SessionCompleted it => this with { Status = SessionStatus.Completed, Free = Free.Add(it.Effective, -it.SeatsLeft) },
        SessionCancelled it => this with { Status = SessionStatus.Cancelled, Free = Free.Add(it.Effective, -it.SeatsLeft) },
        _ => this,
    };
}

public enum SessionStatus
{
    Scheduled,
    Completed,
    Cancelled,
}

/// <param name="SessionId">The session.</param>
/// <param name="Title">What it is about.</param>
/// <param name="Tier">For whom.</param>
/// <param name="HeldOn">The day it is held.</param>
/// <param name="Place">Where.</param>
/// <param name="Seats">How many.</param>
/// <param name="Cost">What it costs; the envelope's own fact reserves it.</param>
/// <param name="EnvelopeId">What pays it.</param>
/// <param name="ProviderId">The organisation whose trainers hold it; null: the zone operator itself.</param>
/// <param name="Effective">From when on its seats can be booked.</param>
[Stored("session_scheduled")]
public sealed record SessionScheduled(
    string SessionId, string Title, Tier Tier, DateOnly HeldOn, string Place, int Seats, Yuan Cost, string EnvelopeId, string? ProviderId, DateOnly Effective) : Fact
{
    public override IEnumerable<Transfer> Transfers() =>
        [Seat.Free(SessionId, Tier).Move(Units.Seats, Accounts.Outside, Accounts.Free, Seats, Reasons.Deposited, Effective)];
}

/// <summary>The session was held; seats that nobody booked are gone.</summary>
[Stored("session_completed")]
public sealed record SessionCompleted(string SessionId, Tier Tier, int SeatsLeft, DateOnly Effective) : Fact
{
    public override IEnumerable<Transfer> Transfers() => SeatsLeft == 0 ? [] :
        [Seat.Free(SessionId, Tier).Move(Units.Seats, Accounts.Free, Accounts.Outside, SeatsLeft, Reasons.Released, Effective)];
}

/// <summary>The session will not be held: its seats, booked or not, leave the bank.</summary>
[Stored("session_cancelled")]
public sealed record SessionCancelled(string SessionId, Tier Tier, int SeatsLeft, IReadOnlyList<Seat> SeatsBooked, string? Reason, DateOnly Effective) : Fact
{
    public override IEnumerable<Transfer> Transfers()
    {
        if (SeatsLeft > 0)
            yield return Seat.Free(SessionId, Tier).Move(Units.Seats, Accounts.Free, Accounts.Outside, SeatsLeft, Reasons.Cancelled, Effective);
        foreach (var seat in SeatsBooked)
            yield return seat.Taken.Move(Units.Seats, Accounts.Booked, Accounts.Outside, 1, Reasons.Cancelled, Effective);
    }
}
