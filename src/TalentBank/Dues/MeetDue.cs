namespace TalentBank.Dues;

/// <summary>
/// The bank does what is due. It ends with the facts of the command, or, where these do not say so, because there was
/// nothing to do or the rule refused, with a fact of its own: no due comes twice.
/// </summary>
/// <param name="Key">The due.</param>
/// <param name="On">The day on which it was due.</param>
/// <param name="Command">What is done.</param>
public sealed record MeetDue(string Key, DateOnly On, Command Command) : Command
{
    public override IEnumerable<string> Streams => Command.Streams;

    public override Decision Decide(States states, Circumstances now)
    {
        var record = DueRecord.Stream(Key);
        return Command.Decide(states, now) switch
        {
            Accepted accepted when accepted.Facts.Any(fact => fact.Fact.Dues().Any(due => due.Key == Key)) => accepted,
            Needing needing => needing,
            _ when !states.Has(record.Name) => Needs(record.Name),
            _ when states.Of(record).MetOn >= On => Accept(Key),
            Accepted accepted => accepted.With(record, new DueMet(Key, null, On)),
            Refused refused => Accept(Key).With(record, new DueMet(Key, refused.Refusals[0].Code, On)),
            _ => throw new InvalidOperationException("A rule accepts, refuses or needs more."),
        };
    }
}
