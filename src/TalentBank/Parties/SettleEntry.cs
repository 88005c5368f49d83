namespace TalentBank.Parties;

/// <summary>The chamber settles a contested entry: what it made was set right, or it stays, with the reason.</summary>
public sealed record SettleEntry(string EntryId, EntryOutcome Outcome, string Reason) : Command
{
    public override IEnumerable<string> Streams => [EntryId];

    public override Decision Decide(States states, Circumstances now) => states.Of(WindowEntry.Stream(EntryId)) switch
    {
        { Entered: null } => Refuse("not-found", "entryId", ("id", EntryId)),
        _ when !Wording.IsLine(Reason, 2, 200) => Refuse("name-out-of-range", "reason", ("least", 2), ("most", 200)),
        { Status: EntryStatus.Settled } => Accept(EntryId),
        { Status: EntryStatus.Contested } => Accept(EntryId).With(WindowEntry.Stream(EntryId), new EntrySettled(EntryId, Outcome, Reason, now.Today)),
        _ => Refuse("entry-not-contested", "entryId"),
    };
}
