using TalentBank.EventStore.ReadModels;

namespace TalentBank.Internships;

/// <summary>An internship with what is left of it.</summary>
/// <param name="Id">The internship.</param>
/// <param name="EnterpriseId">Who deposited it.</param>
/// <param name="Category">The zone's code.</param>
/// <param name="Title">What the enterprise calls it.</param>
/// <param name="Places">How many students it takes.</param>
/// <param name="PlacesLeft">How many can still come.</param>
/// <param name="StartsOn">Its first day.</param>
/// <param name="EndsOn">Its last day.</param>
/// <param name="DepositedOn">From when on its places could be withdrawn.</param>
public sealed record InternshipEntry(
    string Id, string EnterpriseId, string Category, string Title, int Places, int PlacesLeft, DateOnly StartsOn, DateOnly EndsOn, DateOnly DepositedOn);

/// <summary>Read model: every internship, also full ones and those that are over.</summary>
public static class OpenInternships
{
    public static readonly DocumentModel<InternshipEntry> Model = new(
        "internships",
        1,
        keys: recorded => recorded.Body switch
        {
            InternshipDeposited it => [it.InternshipId],
            PlaceWithdrawn it => [it.Place.InternshipId],
            PlaceGivenBack it => [it.Place.InternshipId],
            _ => [],
        },
        fold: (id, internship, recorded) => recorded.Body switch
        {
            InternshipDeposited it => new InternshipEntry(id, it.EnterpriseId, it.Category, it.Title, it.Places, it.Places, it.StartsOn, it.EndsOn, it.Effective),
            PlaceWithdrawn => internship! with { PlacesLeft = internship.PlacesLeft - 1 },
            PlaceGivenBack => internship! with { PlacesLeft = internship.PlacesLeft + 1 },
            _ => internship,
        },
        new("id", ColumnType.Text, internship => internship.Id),
        new("enterprise", ColumnType.Text, internship => internship.EnterpriseId),
        new("category", ColumnType.Text, internship => internship.Category),
        new("places_left", ColumnType.Integer, internship => (long)internship.PlacesLeft),
        new("starts_on", ColumnType.Date, internship => internship.StartsOn),
        new("ends_on", ColumnType.Date, internship => internship.EndsOn));
}
