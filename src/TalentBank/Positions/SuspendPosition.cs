namespace TalentBank.Positions;

/// <summary>Nobody answered the question of that day: what is open from then on is suspended, with effect from the day.</summary>
public sealed record SuspendPosition(string PositionId, DateOnly AnswerBy) : Command
{
    public override IEnumerable<string> Streams => [PositionId];

    public override Decision Decide(States states, Circumstances now)
    {
        var position = states.Of(Position.Stream(PositionId));
        var open = position.Openings.LowestFrom(AnswerBy);
        return position is { EnterpriseId: { } enterprise } && position.AnswerBy == AnswerBy && open > 0
            ? Accept(PositionId).With(Position.Stream(PositionId), new PositionSuspended(PositionId, enterprise, position.Category, position.Key, (int)open, AnswerBy))
            : Accept(PositionId);
    }
}
