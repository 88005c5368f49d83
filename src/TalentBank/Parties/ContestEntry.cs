namespace TalentBank.Parties;

/// <summary>The principal does not agree with what the chamber entered for them: it stays visible as contested until the chamber settles it.</summary>
public sealed record ContestEntry(string EntryId, string Reason) : Command
{
    public override IEnumerable<string> Streams => [EntryId];

    public override Decision Decide(States states, Circumstances now) => states.Of(WindowEntry.Stream(EntryId)) switch
    {
        { Entered: null } => Refuse("not-found", "entryId", ("id", EntryId)),
        _ when !Wording.IsLine(Reason, 2, 200) => Refuse("name-out-of-range", "reason", ("least", 2), ("most", 200)),
        { Status: EntryStatus.Contested } => Accept(EntryId),
        { Status: EntryStatus.Awaiting } => Accept(EntryId).With(WindowEntry.Stream(EntryId), new EntryContested(EntryId, now.Actor.Member, Reason, now.Today)),
        _ => Refuse("entry-settled", "entryId"),
    };
}
