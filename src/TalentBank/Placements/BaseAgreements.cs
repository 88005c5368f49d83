using TalentBank.EventStore.ReadModels;
using TalentBank.Parties;

namespace TalentBank.Placements;

/// <summary>A practice base, and whose signature it waits for.</summary>
public sealed record BaseAgreementEntry(string Id, BaseAgreement Agreement)
{
    private BaseAgreementProposed Terms => Agreement.Terms!;

    public string UniversityId => Terms.UniversityId;

    public string EnterpriseId => Terms.EnterpriseId;

    public string Name => Terms.Name;

    public int Capacity => Terms.Capacity;

    public DateOnly StartsOn => Terms.StartsOn;

    public DateOnly EndsOn => Agreement.EndedOn is { } ended && ended < Terms.EndsOn ? ended : Terms.EndsOn;

    public DateOnly? SignedOn => Agreement.SignedOn;

    public OrganisationKind? WaitsFor => Agreement.WaitsFor;

    /// <summary>Since when it waits.</summary>
    public DateOnly? WaitsSince => WaitsFor is null ? null : Terms.Effective;

    /// <summary>What came of it in a calendar year.</summary>
    public Question<BaseYear> Outcomes(int year)
    {
        var (first, last) = (new DateOnly(year, 1, 1), new DateOnly(year, 12, 31));
        return Question.All(
            Question.Documents(PlacementFiles.Model, new DocumentQuery(
                [Is("university", UniversityId), Is("enterprise", EnterpriseId), new Condition("starts_on", Comparison.AtLeast, [first]), new Condition("starts_on", Comparison.AtMost, [last])], [], First: 1_000)),
            InternshipToHire.Ask(new Ledger.Standpoint(null, null), first, last, UniversityId, EnterpriseId),
            (placements, hires) => new BaseYear(
                year,
                Capacity,
                placements.Count(placement => placement.Status is not PlacementStatus.Planned),
                placements.Count(placement => placement.Status is PlacementStatus.BrokenOff),
                (int)hires.Denominator,
                (int)hires.Numerator));

        static Condition Is(string column, string value) => new(column, Comparison.In, [value]);
    }
}

/// <summary>A practice base's year.</summary>
/// <param name="Year">The calendar year.</param>
/// <param name="Capacity">Students that were agreed.</param>
/// <param name="Started">Placements that started in it.</param>
/// <param name="BrokenOff">Of these, broken off.</param>
/// <param name="Completed">Internships completed in it.</param>
/// <param name="Hired">Of these, hired by the enterprise within six months (formula 16).</param>
public sealed record BaseYear(int Year, int Capacity, int Started, int BrokenOff, int Completed, int Hired);

/// <summary>Read model: every practice base, also those proposed and those that ended.</summary>
public static class BaseAgreements
{
    public static readonly DocumentModel<BaseAgreementEntry> Model = new(
        "base_agreements",
        1,
        keys: recorded => recorded.Body switch
        {
            BaseAgreementProposed it => [it.BaseId],
            BaseAgreementSigned it => [it.BaseId],
            BaseAgreementEnded it => [it.BaseId],
            _ => [],
        },
        fold: (id, entry, recorded) => new BaseAgreementEntry(id, (entry?.Agreement ?? BaseAgreement.Unknown).Evolve((Fact)recorded.Body)),
        new("id", ColumnType.Text, entry => entry.Id),
        new("university", ColumnType.Text, entry => entry.UniversityId),
        new("enterprise", ColumnType.Text, entry => entry.EnterpriseId),
        new("waits_for", ColumnType.Text, entry => entry.WaitsFor is { } party ? Wording.Code(party) : null),
        new("starts_on", ColumnType.Date, entry => entry.StartsOn),
        new("ends_on", ColumnType.Date, entry => entry.EndsOn));
}
