using TalentBank.EventStore.ReadModels;

namespace TalentBank.Parties;

/// <summary>Something that the chamber entered for somebody else.</summary>
/// <param name="Entered">What, for whom, by whom, why, and on which paper.</param>
/// <param name="Status">What the principal says of it.</param>
/// <param name="AnsweredOn">When they said so, or the chamber settled it.</param>
/// <param name="Objection">Why it is contested.</param>
/// <param name="Outcome">How the chamber settled it.</param>
/// <param name="Settlement">Why so.</param>
public sealed record WindowEntryRecord(
    EntryRecorded Entered, EntryStatus Status, DateOnly? AnsweredOn, string? Objection, EntryOutcome? Outcome, string? Settlement)
{
    public string Id => Entered.EntryId;

    public string Command => Entered.Command;

    public string PrincipalId => Entered.PrincipalId;

    public string ResultId => Entered.ResultId;

    public string Clerk => Entered.Clerk;

    public string Reason => Entered.Reason;

    public string PaperHash => Entered.PaperHash;

    public DateOnly EnteredOn => Entered.Effective;
}

/// <summary>Read model: all that was entered at the window, for those it was entered for.</summary>
public static class WindowEntries
{
    public static readonly DocumentModel<WindowEntryRecord> Model = new(
        "window_entries",
        1,
        keys: recorded => recorded.Body switch
        {
            EntryRecorded it => [it.EntryId],
            EntryConfirmed it => [it.EntryId],
            EntryContested it => [it.EntryId],
            EntrySettled it => [it.EntryId],
            _ => [],
        },
        fold: (_, entry, recorded) => recorded.Body switch
        {
            EntryRecorded it => new WindowEntryRecord(it, EntryStatus.Awaiting, null, null, null, null),
            EntryConfirmed it => entry! with { Status = EntryStatus.Confirmed, AnsweredOn = it.Effective },
            EntryContested it => entry! with { Status = EntryStatus.Contested, AnsweredOn = it.Effective, Objection = it.Reason },
            EntrySettled it => entry! with { Status = EntryStatus.Settled, AnsweredOn = it.Effective, Outcome = it.Outcome, Settlement = it.Reason },
            _ => entry,
        },
        new("id", ColumnType.Text, entry => entry.Id),
        new("principal", ColumnType.Text, entry => entry.PrincipalId),
        new("status", ColumnType.Text, entry => Wording.Code(entry.Status)),
        new("entered_on", ColumnType.Date, entry => entry.EnteredOn));
}
