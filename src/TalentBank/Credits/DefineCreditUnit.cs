using TalentBank.Parties;

namespace TalentBank.Credits;

/// <summary>A university says how many hours of practice make a credit, or the chamber for all that have not said; what is posted before keeps its own.</summary>
public sealed record DefineCreditUnit(string? UniversityId, decimal HoursPerCredit, DateOnly? From) : Command
{
    private const decimal Most = 200;

    public override IEnumerable<string> Streams => new[] { UniversityId, CreditRules.Stream(UniversityId).Name }.OfType<string>();

    public override Decision Decide(States states, Circumstances now)
    {
        var from = From ?? now.Today;
        var rules = CreditRules.Stream(UniversityId);
        return this switch
        {
            _ when UniversityId is not null && !states.Of(Organisation.Stream(UniversityId)).Is(OrganisationKind.University) => Refuse("not-found", "universityId", ("id", UniversityId)),
            _ when HoursPerCredit is <= 0 or > Most || decimal.Round(HoursPerCredit, 2) != HoursPerCredit => Refuse("hours-out-of-range", "hoursPerCredit", ("hours", HoursPerCredit), ("most", Most)),
            _ when !Dates.Plausible(from, now.Today) => Refuse("date-out-of-range", "from", ("date", from)),
            _ when from < now.Today => Refuse("rules-look-ahead", "from", ("date", from)),
            _ => Accept(rules.Name).With(rules, new CreditUnitDefined(UniversityId, HoursPerCredit, from)),
        };
    }
}
