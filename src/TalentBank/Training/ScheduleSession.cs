using TalentBank.Fund;
using TalentBank.Hiring;
using TalentBank.Parties;

namespace TalentBank.Training;

/// <summary>The zone operator schedules a training session; what it costs is reserved in the envelope of its tier.</summary>
/// <param name="SessionId">The session to be.</param>
/// <param name="Title">What it is about.</param>
/// <param name="Tier">For whom.</param>
/// <param name="HeldOn">The day it is held, within the envelope's budget year.</param>
/// <param name="Place">Where.</param>
/// <param name="Seats">1 to 500.</param>
/// <param name="Cost">More than nothing.</param>
/// <param name="EnvelopeId">What pays it.</param>
/// <param name="ProviderId">The organisation whose trainers hold it; null: the zone operator itself.</param>
/// <param name="ScheduledOn">Today if not said, or the day it was held if that is past.</param>
public sealed record ScheduleSession(
    [NewId("session")] string SessionId, string Title, Tier Tier, DateOnly HeldOn, string Place, int Seats, Yuan Cost, string EnvelopeId, string? ProviderId, DateOnly? ScheduledOn) : Command
{
    public override IEnumerable<string> Streams => new[] { SessionId, EnvelopeId, ProviderId }.OfType<string>();

    public override Decision Decide(States states, Circumstances now)
    {
        var envelope = states.Of(Envelope.Stream(EnvelopeId));
        var scheduledOn = ScheduledOn ?? Dates.Earlier(now.Today, HeldOn);
        if (envelope.Tier is not { } tier)
            return Refuse("not-found", "envelopeId", ("id", EnvelopeId));
        if (ProviderId is not null && states.Of(Organisation.Stream(ProviderId)).Kind is null)
            return Refuse("not-found", "providerId", ("id", ProviderId));
        if (Tier != tier)
            return Refuse("tier-is-the-envelopes", "tier", ("tier", Wording.Code(tier)));
        if (!Wording.IsLine(Title, 2, 60))
            return Refuse("name-out-of-range", "title", ("least", 2), ("most", 60));
        if (!Wording.IsLine(Place, 2, 100))
            return Refuse("name-out-of-range", "place", ("least", 2), ("most", 100));
        if (Seats is < 1 or > 500)
            return Refuse("seats-out-of-range", "seats", ("seats", Seats), ("most", 500));
        if (Cost.Amount <= 0)
            return Refuse("amount-out-of-range", "cost", ("least", new Yuan(0.01m)), ("most", new Yuan(Yuan.Most)));
        if (!Dates.Plausible(HeldOn, now.Today))
            return Refuse("date-out-of-range", "heldOn", ("date", HeldOn));
        if (HeldOn.Year != envelope.Year)
            return Refuse("outside-the-budget-year", "heldOn", ("date", HeldOn), ("year", envelope.Year));
        if (!Dates.Plausible(scheduledOn, now.Today) || scheduledOn > now.Today || scheduledOn > HeldOn)
            return Refuse("date-out-of-range", "scheduledOn", ("date", scheduledOn));

        var available = new Yuan(envelope.Available.LowestFrom(scheduledOn));
        return available < Cost
            ? Refuse("over-the-envelope", "cost", ("cost", Cost), ("available", available))
            : Accept(SessionId)
                .With(Session.Stream(SessionId), new SessionScheduled(SessionId, Title, Tier, HeldOn, Place, Seats, Cost, EnvelopeId, ProviderId, scheduledOn))
                .With(Envelope.Stream(EnvelopeId), new CostReserved(new SessionCost(EnvelopeId, Tier, SessionId, Cost), scheduledOn));
    }
}
