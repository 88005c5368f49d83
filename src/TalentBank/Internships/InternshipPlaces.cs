using TalentBank.EventStore.ReadModels;

namespace TalentBank.Internships;

/// <summary>A talent's place in an internship.</summary>
/// <param name="InternshipId">The internship.</param>
/// <param name="EnterpriseId">Who deposited it.</param>
/// <param name="TalentId">Who holds it (a pseudonym).</param>
/// <param name="UniversityId">Where the talent studied when they withdrew it, if known.</param>
/// <param name="Since">When they withdrew it, last.</param>
/// <param name="GivenBackOn">When they gave it back; null while they hold it.</param>
/// <param name="CompletedOn">When they did it to its end; null before.</param>
public sealed record InternshipPlace(
    string InternshipId, string EnterpriseId, string TalentId, string? UniversityId, DateOnly Since, DateOnly? GivenBackOn, DateOnly? CompletedOn)
{
    public bool IsHeld => GivenBackOn is null;
}

/// <summary>Read model: who holds or held which place.</summary>
public static class InternshipPlaces
{
    public static readonly DocumentModel<InternshipPlace> Model = new(
        "internship_places",
        2,
        keys: recorded => recorded.Body switch
        {
            PlaceWithdrawn it => [it.Place.Key],
            PlaceGivenBack it => [it.Place.Key],
            PlaceCompleted it => [it.Place.Key],
            _ => [],
        },
        fold: (_, place, recorded) => recorded.Body switch
        {
            PlaceWithdrawn it => new InternshipPlace(it.Place.InternshipId, it.Place.EnterpriseId, it.Place.TalentId, it.Place.UniversityId, it.Effective, null, null),
            PlaceGivenBack it => place! with { GivenBackOn = it.Effective },
            PlaceCompleted it => place! with { CompletedOn = it.Effective },
            _ => place,
        },
        new("internship", ColumnType.Text, place => place.InternshipId),
        new("enterprise", ColumnType.Text, place => place.EnterpriseId),
        new("talent", ColumnType.Text, place => place.TalentId),
        new("university", ColumnType.Text, place => place.UniversityId),
        new("is_held", ColumnType.Flag, place => place.IsHeld),
        new("since", ColumnType.Date, place => place.Since));
}
