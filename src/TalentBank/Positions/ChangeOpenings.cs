namespace TalentBank.Positions;

/// <summary>The enterprise wants more (+) or fewer (−) persons than it asked for.</summary>
public sealed record ChangeOpenings(string PositionId, int Change, DateOnly? Effective) : Command
{
    public override IEnumerable<string> Streams => [PositionId];

    public override Decision Decide(States states, Circumstances now)
    {
        var position = states.Of(Position.Stream(PositionId));
        var effective = Effective ?? now.Today;
        return position switch
        {
            { EnterpriseId: null } => Refuse("not-found", "positionId", ("id", PositionId)),
            _ when Change is 0 or < -500 or > 500 => Refuse("change-out-of-range", "change", ("change", Change), ("most", 500)),
            _ when position.Impossible(effective, now.Today, "effective") is { } impossible => impossible,
            _ when position.Openings.LowestFrom(effective) + Change < 0 => Refuse("no-opening-left", "change", ("open", position.Openings.LowestFrom(effective))),
            _ when position.Openings.Final + Change > 500 => Refuse("openings-out-of-range", "change", ("openings", position.Openings.Final + Change), ("most", 500)),
            { EnterpriseId: { } enterprise } => Accept(PositionId)
                .With(Position.Stream(PositionId), new OpeningsChanged(PositionId, enterprise, position.Category, position.Key, Change, effective)),
        };
    }
}
