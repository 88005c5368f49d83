namespace TalentBank.Training;

/// <summary>The zone operator, or a trainer of the session's provider, records whether somebody who had a seat was there.</summary>
public sealed record RecordAttendance(string SessionId, string EmploymentId, Attendance Attendance) : Command
{
    public override IEnumerable<string> Streams => [SessionId];

    public override Decision Decide(States states, Circumstances now)
    {
        var session = states.Of(Session.Stream(SessionId));
        if (session.Status is null)
            return Refuse("not-found", "sessionId", ("id", SessionId));
        if (session.BookingOf(EmploymentId) is not { } booking)
            return Refuse("not-booked", "employmentId", ("id", EmploymentId));
        if (booking.Attendance == Attendance)
            return Accept(Booking.IdOf(SessionId, EmploymentId));
        if (booking.Attendance is { } recorded)
            return Refuse("attendance-already-recorded", "attendance", ("attendance", Wording.Code(recorded)));
        if (session.Closed is { } closed)
            return closed;
        return now.Today < session.HeldOn
            ? Refuse("before-it-is-held", "sessionId", ("date", session.HeldOn))
            : Accept(Booking.IdOf(SessionId, EmploymentId))
                .With(Session.Stream(SessionId), new AttendanceRecorded(booking.Seat, Attendance, session.HeldOn));
    }
}
