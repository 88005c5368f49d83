using TalentBank.Internships;

namespace TalentBank.Placements;

/// <summary>
/// A university takes on to answer for the internship of a student who holds a place: which kind it is and when. Planned again
/// before it starts, other days take the place of those before.
/// </summary>
public sealed record PlanPlacement(string InternshipId, string TalentId, PlacementKind Kind, DateOnly? StartsOn, DateOnly? EndsOn) : Command
{
    private string PlacementId => Placement.IdOf(InternshipId, TalentId);

    public override IEnumerable<string> Streams => [InternshipId, PlacementId];

    public override Decision Decide(States states, Circumstances now)
    {
        var internship = states.Of(Internship.Stream(InternshipId));
        var stream = Placement.Stream(PlacementId);
        if (!internship.IsHeldBy(TalentId) || internship.Holders[TalentId].Place is not { UniversityId: { } university } place)
            return Refuse("not-found", "internshipId", ("id", InternshipId));
        var placement = states.Of(stream);
        if (placement.Status is PlacementStatus.Started)
            return Refuse("placement-started", "internshipId", ("date", placement.StartedOn));
        if (!states.Has(School.Stream(university).Name))
            return Needs(School.Stream(university).Name);
        if (states.Of(School.Stream(university)).Book is not { } book)
            return Refuse("school-kind-unknown", "internshipId", ("university", university));

        var (first, last) = (StartsOn ?? internship.Terms!.StartsOn, EndsOn ?? internship.Terms!.EndsOn);
        if (first < internship.Terms!.StartsOn || last > internship.Terms.EndsOn || last < first)
            return Refuse("outside-the-internship", first < internship.Terms.StartsOn ? "startsOn" : "endsOn", ("from", internship.Terms.StartsOn), ("until", internship.Terms.EndsOn));

        var planned = new PlacementPlanned(PlacementId, place, university, Kind, book, first, last, now.Today);
        return placement is { Status: PlacementStatus.Planned, Plan: { } plan } && plan with { Effective = now.Today } == planned
            ? Accept(PlacementId)
            : Accept(PlacementId).With(stream, planned);
    }
}
