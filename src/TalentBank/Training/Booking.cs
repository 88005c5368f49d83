using TalentBank.EventStore.ReadModels;
using TalentBank.Hiring;
using TalentBank.Ledger;

namespace TalentBank.Training;

/// <summary>A seat that an enterprise booked for one of its own.</summary>
public sealed record Booking(Seat Seat, DateOnly BookedOn, Attendance? Attendance)
{
    /// <summary>One employment has one booking in a session, called after both.</summary>
    public static string IdOf(string sessionId, string employmentId) => $"booking-{sessionId["session-".Length..]}-{employmentId["employment-".Length..]}";
}

/// <summary>A seat that is taken: in which session, and by whom.</summary>
/// <param name="SessionId">The session.</param>
/// <param name="Tier">The session's.</param>
/// <param name="EmploymentId">Who takes it.</param>
/// <param name="EnterpriseId">The employer.</param>
/// <param name="TalentId">The talent's account; null where the person has none.</param>
public sealed record Seat(string SessionId, Tier Tier, string EmploymentId, string EnterpriseId, string? TalentId)
{
    /// <summary>The dimensions in which a session's seats stand as free.</summary>
    public static Dimensions Free(string sessionId, Tier tier) => new() { Session = sessionId, Tier = Wording.Code(tier) };

    /// <summary>The dimensions in which this seat stands as booked, attended or missed.</summary>
    public Dimensions Taken => Free(SessionId, Tier) with { Employment = EmploymentId, Enterprise = EnterpriseId, Talent = TalentId };
}

/// <summary>Whether somebody who had a seat was there.</summary>
public enum Attendance
{
    Attended,
    Missed,
}

/// <param name="Seat">Which seat.</param>
/// <param name="ProviderId">The organisation whose trainers hold the session.</param>
/// <param name="Effective">From when on it is taken.</param>
[Stored("seat_booked")]
public sealed record SeatBooked(Seat Seat, string? ProviderId, DateOnly Effective) : Fact
{
    public override IEnumerable<Transfer> Transfers() =>
    [
        new Transfer(Units.Seats, Seat.Free(Seat.SessionId, Seat.Tier).In(Accounts.Free), Seat.Taken.In(Accounts.Booked), 1, Reasons.Booked, Effective),
    ];
}

/// <param name="Seat">Which seat.</param>
/// <param name="Attendance">Attended or missed.</param>
/// <param name="Effective">The day the session was held.</param>
[Stored("attendance_recorded")]
public sealed record AttendanceRecorded(Seat Seat, Attendance Attendance, DateOnly Effective) : Fact
{
    public override IEnumerable<Transfer> Transfers() => Attendance is Attendance.Attended
        ? [Seat.Taken.Move(Units.Seats, Accounts.Booked, Accounts.Attended, 1, Reasons.Attended, Effective)]
        : [Seat.Taken.Move(Units.Seats, Accounts.Booked, Accounts.Missed, 1, Reasons.Missed, Effective)];
}
