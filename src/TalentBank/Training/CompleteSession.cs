using TalentBank.Fund;

namespace TalentBank.Training;

/// <summary>The zone operator completes a session that was held: what it reserved becomes committed.</summary>
public sealed record CompleteSession(string SessionId, DateOnly? CompletedOn) : Command
{
    public override IEnumerable<string> Streams => [SessionId];

    public override Decision Decide(States states, Circumstances now)
    {
        var session = states.Of(Session.Stream(SessionId));
        var completedOn = CompletedOn ?? now.Today;
        var missing = session.Bookings.Count(booking => booking.Attendance is null);
        if (session.Status is null)
            return Refuse("not-found", "sessionId", ("id", SessionId));
        if (session.Status is SessionStatus.Completed)
            return Accept(SessionId);
        if (session.Closed is { } closed)
            return closed;
        if (completedOn > now.Today)
            return Refuse("date-out-of-range", "completedOn", ("date", completedOn));
        if (completedOn < session.HeldOn)
            return Refuse("before-it-is-held", CompletedOn is null ? "sessionId" : "completedOn", ("date", session.HeldOn));
        if (missing > 0)
            return Refuse("attendance-missing", "sessionId", ("missing", missing));
        if (!states.Has(session.EnvelopeId))
            return Needs(session.EnvelopeId);

        var cost = states.Of(Envelope.Stream(session.EnvelopeId)).Reservations[SessionId];
        return Accept(SessionId)
            .With(Session.Stream(SessionId), new SessionCompleted(SessionId, session.Tier, (int)session.Free.Final, completedOn))
            .With(Envelope.Stream(session.EnvelopeId), new CostCommitted(cost, completedOn));
    }
}
