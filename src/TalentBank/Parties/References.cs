using TalentBank.EventStore.ReadModels;

namespace TalentBank.Parties;

/// <summary>A party's own number, and what it stands for.</summary>
public sealed record ReferenceRecord(string PartyId, string Number, string SubjectId, DateOnly Since);

/// <summary>Read model: the parties' own numbers.</summary>
public static class References
{
    public static readonly DocumentModel<ReferenceRecord> Model = new(
        "references",
        1,
        keys: recorded => recorded.Body is ReferenceClaimed it ? [it.SubjectId] : [],
        fold: (_, reference, recorded) => recorded.Body is ReferenceClaimed it ? new ReferenceRecord(it.PartyId, it.Number, it.SubjectId, it.Effective) : reference,
        new("party", ColumnType.Text, reference => reference.PartyId),
        new("number", ColumnType.Text, reference => reference.Number),
        new("subject", ColumnType.Text, reference => reference.SubjectId),
        new("since", ColumnType.Date, reference => reference.Since));
}
