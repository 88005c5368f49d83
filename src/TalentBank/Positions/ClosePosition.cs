namespace TalentBank.Positions;

/// <summary>The enterprise no longer looks for anybody: what is still open, or suspended, leaves the bank as cancelled demand.</summary>
public sealed record ClosePosition(string PositionId, string? Reason, DateOnly? Effective) : Command
{
    public override IEnumerable<string> Streams => [PositionId];

    public override Decision Decide(States states, Circumstances now)
    {
        var position = states.Of(Position.Stream(PositionId));
        var effective = Effective ?? now.Today;
        var suspended = position.Suspended.LowestFrom(effective);
        var open = position.Openings.Final + suspended;
        return position switch
        {
            { EnterpriseId: null } => Refuse("not-found", "positionId", ("id", PositionId)),
            _ when Reason is not null && !Wording.IsLine(Reason, 2, 200) => Refuse("name-out-of-range", "reason", ("least", 2), ("most", 200)),
            _ when open == 0 => Accept(PositionId),
            _ when position.Impossible(effective, now.Today, "effective") is { } impossible => impossible,
            _ when position.Openings.LowestFrom(effective) + suspended < open => Refuse("not-all-open-then", "effective", ("date", effective), ("open", position.Openings.LowestFrom(effective) + suspended)),
            { EnterpriseId: { } enterprise } => (suspended == 0 ? Accept(PositionId) : Accept(PositionId)
                .With(Position.Stream(PositionId), new PositionResumed(PositionId, enterprise, position.Category, position.Key, (int)suspended, effective)))
                .With(Position.Stream(PositionId), new PositionClosed(PositionId, enterprise, position.Category, position.Key, (int)open, Reason, effective)),
        };
    }
}
