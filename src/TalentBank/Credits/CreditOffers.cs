using TalentBank.EventStore.ReadModels;

namespace TalentBank.Credits;

/// <summary>An offer of practical credits with what is left of it.</summary>
/// <param name="Id">The offer.</param>
/// <param name="UniversityId">Whose course; only its students can withdraw.</param>
/// <param name="EnterpriseId">Where the practice is done.</param>
/// <param name="Course">What the university calls the course.</param>
/// <param name="CreditsPerStudent">What one student earns.</param>
/// <param name="Places">For how many students.</param>
/// <param name="PlacesLeft">How many can still withdraw.</param>
/// <param name="TermEndsOn">The last day on which they can.</param>
/// <param name="PostedOn">The first.</param>
/// <param name="Under">By which rules it was posted.</param>
/// <param name="EndedOn">When its term was over.</param>
public sealed record CreditOfferEntry(
    string Id, string UniversityId, string EnterpriseId, string Course, decimal CreditsPerStudent, int Places, int PlacesLeft, DateOnly TermEndsOn, DateOnly PostedOn,
    OfferRules Under, DateOnly? EndedOn)
{
    public CreditRoute Route => Under.Route;
}

/// <summary>Read model: every offer of practical credits.</summary>
public static class CreditOffers
{
    public static readonly DocumentModel<CreditOfferEntry> Model = new(
        "credit_offers",
        2,
        keys: recorded => recorded.Body switch
        {
            PracticalCreditsPosted it => [it.OfferId],
            OfferedCreditsTaken it => [it.OfferId],
            OfferedCreditsReturned it => [it.OfferId],
            CreditOfferEnded it => [it.OfferId],
            _ => [],
        },
        fold: (id, offer, recorded) => recorded.Body switch
        {
            PracticalCreditsPosted it => new CreditOfferEntry(
                id, it.UniversityId, it.EnterpriseId, it.Course, it.CreditsPerStudent, it.Places, it.Places, it.TermEndsOn, it.Effective, it.Under, EndedOn: null),
            OfferedCreditsTaken => offer! with { PlacesLeft = offer.PlacesLeft - 1 },
            OfferedCreditsReturned => offer! with { PlacesLeft = offer.PlacesLeft + 1 },
            CreditOfferEnded it => offer! with { PlacesLeft = offer.PlacesLeft - it.Places, EndedOn = offer.EndedOn ?? it.Effective },
            _ => offer,
        },
        new("id", ColumnType.Text, offer => offer.Id),
        new("university", ColumnType.Text, offer => offer.UniversityId),
        new("enterprise", ColumnType.Text, offer => offer.EnterpriseId),
        new("route", ColumnType.Text, offer => Wording.Code(offer.Route)),
        new("course", ColumnType.Text, offer => offer.Course),
        new("credits_per_student", ColumnType.Amount, offer => offer.CreditsPerStudent),
        new("places_left", ColumnType.Integer, offer => (long)offer.PlacesLeft),
        new("term_ends_on", ColumnType.Date, offer => offer.TermEndsOn));
}
