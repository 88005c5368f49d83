namespace TalentBank.Positions;

/// <summary>The bank asks an enterprise whether it still looks for anybody; the time to answer begins when it really asks, however late.</summary>
public sealed record AskIfNeeded(string PositionId) : Command
{
    public override IEnumerable<string> Streams => [PositionId];

    public override Decision Decide(States states, Circumstances now) => states.Of(Position.Stream(PositionId)) switch
    {
        { EnterpriseId: { } enterprise, AnswerBy: null } position when position.Openings.LowestFrom(now.Today) > 0 => Accept(PositionId)
            .With(Position.Stream(PositionId), new NeedAsked(PositionId, enterprise, now.Today.AddDays(StillNeeded.DaysToAnswer), now.Today)),
        _ => Accept(PositionId),
    };
}
