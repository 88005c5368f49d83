using TalentBank.EventStore.ReadModels;

namespace TalentBank.Parties;

/// <summary>The directory: who takes part in the bank.</summary>
public sealed record OrganisationEntry(
    string Id, OrganisationKind Kind, string Name, string? Uscc, string? Country, string? RegisterNumber, DateOnly JoinedOn);

/// <summary>Read model behind <see cref="OrganisationEntry"/>.</summary>
public static class Organisations
{
    public static readonly DocumentModel<OrganisationEntry> Model = new(
        "organisations",
        1,
        keys: recorded => recorded.Body is OrganisationRegistered registered ? [registered.OrganisationId] : [],
        fold: (_, entry, recorded) => recorded.Body is OrganisationRegistered it
            ? new OrganisationEntry(it.OrganisationId, it.Kind, it.Name, it.Uscc?.Code, it.Country, it.RegisterNumber, it.Effective)
            : entry,
        new("id", ColumnType.Text, entry => entry.Id),
        new("kind", ColumnType.Text, entry => Wording.Code(entry.Kind)),
        new("name", ColumnType.Text, entry => entry.Name),
        new("uscc", ColumnType.Text, entry => entry.Uscc),
        new("joined_on", ColumnType.Date, entry => entry.JoinedOn));
}
