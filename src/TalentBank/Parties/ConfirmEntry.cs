namespace TalentBank.Parties;

/// <summary>The principal agrees with what the chamber entered for them.</summary>
public sealed record ConfirmEntry(string EntryId) : Command
{
    public override IEnumerable<string> Streams => [EntryId];

    public override Decision Decide(States states, Circumstances now) => states.Of(WindowEntry.Stream(EntryId)) switch
    {
        { Entered: null } => Refuse("not-found", "entryId", ("id", EntryId)),
        { Status: EntryStatus.Confirmed } => Accept(EntryId),
        { Status: EntryStatus.Awaiting or EntryStatus.Contested } => Accept(EntryId).With(WindowEntry.Stream(EntryId), new EntryConfirmed(EntryId, now.Actor.Member, now.Today)),
        _ => Refuse("entry-settled", "entryId"),
    };
}
