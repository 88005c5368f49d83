using TalentBank.Parties;

namespace TalentBank.Targets;

/// <summary>The chamber publishes the zone's first demand survey, with effect from its reference date.</summary>
public sealed record PublishDemandSurvey(DateOnly ReferenceDate, IReadOnlyList<Shortage> Shortages, int EnterprisesAsked, int EnterprisesInZone) : Command
{
    public override IEnumerable<string> Streams => [DemandSurvey.Stream.Name, Zone.Stream.Name];

    public override Decision Decide(States states, Circumstances now)
    {
        var zone = states.Of(Zone.Stream);
        var stranger = Shortages.FirstOrDefault(shortage => !zone.Has(shortage.Category));
        return states.Of(DemandSurvey.Stream) switch
        {
            { ReferenceDate: not null } => Refuse("survey-already-published", "referenceDate"),
            _ when stranger is not null => Refuse("category-unknown", "shortages", ("category", stranger.Category)),
            _ when Shortages.DistinctBy(shortage => shortage.Category).Count() != Shortages.Count => Refuse("category-twice", "shortages"),
            _ when Shortages.Any(shortage => shortage.Persons is < 0 or > 100_000) || Shortages.All(shortage => shortage.Persons == 0) => Refuse("shortage-out-of-range", "shortages", ("most", 100_000)),
            _ when !Dates.Plausible(ReferenceDate, now.Today) || ReferenceDate > now.Today => Refuse("date-out-of-range", "referenceDate", ("date", ReferenceDate)),
            _ when EnterprisesAsked < 1 || EnterprisesAsked > EnterprisesInZone => Refuse("coverage-out-of-range", "enterprisesAsked", ("asked", EnterprisesAsked), ("inZone", EnterprisesInZone)),
            _ => Accept(DemandSurvey.Stream.Name)
                .With(DemandSurvey.Stream, new DemandSurveyed(Shortages, EnterprisesAsked, EnterprisesInZone, ReferenceDate)),
        };
    }
}
