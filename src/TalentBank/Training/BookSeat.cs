using TalentBank.Hiring;

namespace TalentBank.Training;

/// <summary>An enterprise books a seat for one of its own; the same person again changes nothing.</summary>
/// <param name="SessionId">In which session.</param>
/// <param name="EmploymentId">For whom: the employment must hold on the day of the session.</param>
/// <param name="BookedOn">Today if not said, or the day of the session if that is past.</param>
public sealed record BookSeat(string SessionId, string EmploymentId, DateOnly? BookedOn) : Command
{
    public override IEnumerable<string> Streams => [SessionId, EmploymentId];

    public override Decision Decide(States states, Circumstances now)
    {
        var session = states.Of(Session.Stream(SessionId));
        var employment = states.Of(Employment.Stream(EmploymentId));
        if (session.Status is null)
            return Refuse("not-found", "sessionId", ("id", SessionId));
        if (employment.Job is not { } job)
            return Refuse("not-found", "employmentId", ("id", EmploymentId));

        var bookingId = Booking.IdOf(SessionId, EmploymentId);
        var bookedOn = BookedOn ?? Dates.Later(Dates.Earlier(now.Today, session.HeldOn), session.ScheduledOn);
        if (session.BookingOf(EmploymentId) is not null)
            return Accept(bookingId);
        if (session.Closed is { } closed)
            return closed;
        if (!employment.HoldsOn(session.HeldOn))
            return Refuse("not-employed-then", "employmentId", ("date", session.HeldOn));
        if (BookedOn > now.Today || bookedOn > session.HeldOn)
            return Refuse("date-out-of-range", "bookedOn", ("date", bookedOn));
        if (bookedOn < session.ScheduledOn)
            return Refuse("before-its-session", "bookedOn", ("date", bookedOn), ("from", session.ScheduledOn));
        return session.Free.LowestFrom(bookedOn) < 1
            ? Refuse("no-seat-left", "sessionId")
            : Accept(bookingId).With(Session.Stream(SessionId), new SeatBooked(
                new Seat(SessionId, session.Tier, EmploymentId, job.EnterpriseId, job.TalentId), session.ProviderId, bookedOn));
    }
}
