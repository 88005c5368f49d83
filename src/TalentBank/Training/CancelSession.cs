using TalentBank.Fund;

namespace TalentBank.Training;

/// <summary>The zone operator cancels a session that was not held: what it reserved is available again, its seats leave the bank.</summary>
public sealed record CancelSession(string SessionId, string? Reason, DateOnly? CancelledOn) : Command
{
    public override IEnumerable<string> Streams => [SessionId];

    public override Decision Decide(States states, Circumstances now)
    {
        var session = states.Of(Session.Stream(SessionId));
        var latest = session.Bookings.Select(booking => booking.BookedOn).Append(session.ScheduledOn).Max();
        var cancelledOn = CancelledOn ?? Dates.Later(now.Today, latest);
        if (session.Status is null)
            return Refuse("not-found", "sessionId", ("id", SessionId));
        if (session.Status is SessionStatus.Cancelled)
            return Accept(SessionId);
        if (session.Closed is { } closed)
            return closed;
        if (session.Bookings.Any(booking => booking.Attendance is not null))
            return Refuse("session-was-held", "sessionId");
        if (Reason is not null && !Wording.IsLine(Reason, 2, 200))
            return Refuse("name-out-of-range", "reason", ("least", 2), ("most", 200));
        if (CancelledOn > now.Today)
            return Refuse("date-out-of-range", "cancelledOn", ("date", cancelledOn));
        if (cancelledOn < latest)
            return Refuse("before-its-session", "cancelledOn", ("date", cancelledOn), ("from", latest));
        if (!states.Has(session.EnvelopeId))
            return Needs(session.EnvelopeId);

        var cost = states.Of(Envelope.Stream(session.EnvelopeId)).Reservations[SessionId];
        return Accept(SessionId)
            .With(Session.Stream(SessionId), new SessionCancelled(
                SessionId, session.Tier, (int)session.Free.Final, [.. session.Bookings.Select(booking => booking.Seat)], Reason, cancelledOn))
            .With(Envelope.Stream(session.EnvelopeId), new CostReleased(cost, cancelledOn));
    }
}
