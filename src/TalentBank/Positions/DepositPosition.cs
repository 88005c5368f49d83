using TalentBank.Parties;
using TalentBank.Targets;

namespace TalentBank.Positions;

/// <summary>
/// An enterprise deposits a position requirement: new demand, or (by the chamber) part of what the survey counted.
/// </summary>
public sealed record DepositPosition(
    [NewId("position")] string PositionId, string EnterpriseId, string Category, bool Key, string Title, int Openings, Origin Origin, DateOnly? From) : Command
{
    public override IEnumerable<string> Streams =>
        [PositionId, EnterpriseId, Zone.Stream.Name, .. Origin is Origin.Survey ? new[] { DemandSurvey.Stream.Name } : []];

    public override Decision Decide(States states, Circumstances now)
    {
        var from = From ?? now.Today;
        if (!states.Of(Organisation.Stream(EnterpriseId)).Is(OrganisationKind.Enterprise))
            return Refuse("not-found", "enterpriseId", ("id", EnterpriseId));
        if (Origin is Origin.Survey && now.Actor.Kind is OrganisationKind.Enterprise)
            return Refuse("not-allowed", "origin");
        if (!states.Of(Zone.Stream).Has(Category))
            return Refuse("category-unknown", "category", ("category", Category));
        if (!Wording.IsLine(Title, 2, 60))
            return Refuse("name-out-of-range", "title", ("least", 2), ("most", 60));
        if (Openings is < 1 or > 500)
            return Refuse("openings-out-of-range", "openings", ("openings", Openings), ("most", 500));
        if (!Dates.Plausible(from, now.Today))
            return Refuse("date-out-of-range", "from", ("date", from));

        var deposited = Accept(PositionId)
            .With(Position.Stream(PositionId), new PositionDeposited(PositionId, EnterpriseId, Category, Key, Title, Openings, Origin, from));
        if (Origin is Origin.NewDemand)
            return deposited;

        var surveyed = states.Of(DemandSurvey.Stream).LowestFrom(Category, from);
        return surveyed < Openings
            ? Refuse("beyond-the-survey", "openings", ("openings", Openings), ("surveyed", surveyed), ("category", Category))
            : deposited.With(DemandSurvey.Stream, new SurveyedOpeningsTaken(Category, Openings, PositionId, from));
    }
}
