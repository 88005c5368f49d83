namespace TalentBank.Positions;

/// <summary>The enterprise still looks for everybody it asked for; what was suspended is open again.</summary>
public sealed record ConfirmNeed(string PositionId) : Command
{
    public override IEnumerable<string> Streams => [PositionId];

    public override Decision Decide(States states, Circumstances now)
    {
        var position = states.Of(Position.Stream(PositionId));
        var suspended = position.Suspended.LowestFrom(now.Today);
        return position switch
        {
            { EnterpriseId: null } => Refuse("not-found", "positionId", ("id", PositionId)),
            { EnterpriseId: { } enterprise } when suspended > 0 => Accept(PositionId)
                .With(Position.Stream(PositionId), new PositionResumed(PositionId, enterprise, position.Category, position.Key, (int)suspended, now.Today)),
            _ when position.Openings.Final == 0 => Refuse("no-opening-left", "positionId", ("open", 0)),
            { EnterpriseId: { } enterprise } => Accept(PositionId)
                .With(Position.Stream(PositionId), new NeedConfirmed(PositionId, enterprise, now.Today)),
        };
    }
}
