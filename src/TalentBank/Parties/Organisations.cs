using TalentBank.EventStore.ReadModels;

namespace TalentBank.Parties;

/// <summary>The directory: who takes part in the bank.</summary>
/// <param name="Id">Kind and code.</param>
/// <param name="Kind">Which of the five parties.</param>
/// <param name="Name">As it is now.</param>
/// <param name="Uscc">Null for a foreign organisation.</param>
/// <param name="Country">ISO 3166 alpha-2, of a foreign organisation.</param>
/// <param name="RegisterNumber">In that country's register.</param>
/// <param name="JoinedOn">The last time.</param>
/// <param name="Standing">Whether it takes part.</param>
/// <param name="StandsSince">Since when it stands so.</param>
/// <param name="Vetted">Whether the chamber vouches for it.</param>
/// <param name="MergedInto">What it became part of.</param>
/// <param name="FormerNames">Each with the day on which it was given up.</param>
/// <param name="RelatedIds">Enterprises that are under the same actual controller now.</param>
public sealed record OrganisationEntry(
    string Id, OrganisationKind Kind, string Name, string? Uscc, string? Country, string? RegisterNumber, DateOnly JoinedOn,
    OrganisationStanding Standing, DateOnly StandsSince, bool Vetted, string? MergedInto, IReadOnlyList<FormerName> FormerNames, IReadOnlyList<string> RelatedIds);

/// <summary>A name that an organisation had until a day.</summary>
public sealed record FormerName(string Name, DateOnly Until);

/// <summary>Read model behind <see cref="OrganisationEntry"/>.</summary>
public static class Organisations
{
    public static readonly DocumentModel<OrganisationEntry> Model = new(
        "organisations",
        2,
        keys: recorded => recorded.Body switch
        {
            OrganisationRegistered it => [it.OrganisationId],
            OrganisationRenamed it => [it.OrganisationId],
            OrganisationVetted it => [it.OrganisationId],
            OrganisationSuspended it => [it.OrganisationId],
            OrganisationReinstated it => [it.OrganisationId],
            OrganisationDeparted it => [it.OrganisationId],
            OrganisationRejoined it => [it.OrganisationId],
            OrganisationMerged it => [it.OrganisationId],
            RelationDeclared it => [it.OrganisationId],
            RelationEnded it => [it.OrganisationId],
            _ => [],
        },
        fold: (_, entry, recorded) => recorded.Body switch
        {
            OrganisationRegistered it => new OrganisationEntry(
                it.OrganisationId, it.Kind, it.Name, it.Uscc?.Code, it.Country, it.RegisterNumber, it.Effective, OrganisationStanding.Active, it.Effective, false, null, [], []),
            OrganisationRenamed it => entry! with { Name = it.Name, FormerNames = [.. entry.FormerNames, new FormerName(entry.Name, it.Effective)] },
            OrganisationVetted it => entry! with { Vetted = it.Decision is VettingDecision.Endorsed },
            OrganisationSuspended it => Stands(entry!, OrganisationStanding.Suspended, it),
            OrganisationReinstated it => Stands(entry!, OrganisationStanding.Active, it),
            OrganisationDeparted it => Stands(entry!, OrganisationStanding.Departed, it),
            OrganisationRejoined it => Stands(entry!, OrganisationStanding.Active, it) with { JoinedOn = it.Effective, Vetted = false },
            OrganisationMerged it => Stands(entry!, OrganisationStanding.Merged, it) with { MergedInto = it.IntoId },
            RelationDeclared it => entry! with { RelatedIds = [.. entry.RelatedIds.Except([it.RelatedId]), it.RelatedId] },
            RelationEnded it => entry! with { RelatedIds = [.. entry.RelatedIds.Except([it.RelatedId])] },
            _ => entry,
        },
        new("id", ColumnType.Text, entry => entry.Id),
        new("kind", ColumnType.Text, entry => Wording.Code(entry.Kind)),
        new("name", ColumnType.Text, entry => entry.Name),
        new("uscc", ColumnType.Text, entry => entry.Uscc),
        new("standing", ColumnType.Text, entry => Wording.Code(entry.Standing)),
        new("vetted", ColumnType.Flag, entry => entry.Vetted),
        new("joined_on", ColumnType.Date, entry => entry.JoinedOn));

    private static OrganisationEntry Stands(OrganisationEntry entry, OrganisationStanding standing, Fact since) =>
        entry with { Standing = standing, StandsSince = since.Effective };
}
