using TalentBank.Parties;
using TalentBank.Positions;
using TalentBank.Talents;
using TalentBank.Targets;

namespace TalentBank.Hiring;

/// <summary>
/// An enterprise hires somebody, into a position requirement or without one. It takes effect on the first day of work.
/// </summary>
public sealed record RecordHire(
    [NewId("employment")] string EmploymentId, string EnterpriseId, string? PositionId, string? TalentId, string? Category, bool? Key, Tier Tier, EmploymentKind Kind, DateOnly? StartsOn) : Command
{
    public override IEnumerable<string> Streams =>
        new[] { EmploymentId, EnterpriseId, PositionId, TalentId, PositionId is null ? DemandSurvey.Stream.Name : null, Zone.Stream.Name }.OfType<string>();

    public override Decision Decide(States states, Circumstances now)
    {
        var startsOn = StartsOn ?? now.Today;
        if (!states.Of(Organisation.Stream(EnterpriseId)).Is(OrganisationKind.Enterprise))
            return Refuse("not-found", "enterpriseId", ("id", EnterpriseId));
        if (TalentId is not null && !states.Of(Talent.Stream(TalentId)).IsRegistered)
            return Refuse("not-found", "talentId", ("id", TalentId));
        if (TalentId is not null && Kind is EmploymentKind.FullTime && states.Of(Talent.Stream(TalentId)).IsEmployedFrom(startsOn))
            return Refuse("already-employed", "talentId", ("talent", TalentId));
        return PositionId is null ? WithoutPosition(states, now, startsOn) : IntoPosition(PositionId, states, now, startsOn);
    }

    private Decision IntoPosition(string positionId, States states, Circumstances now, DateOnly startsOn)
    {
        var position = states.Of(Position.Stream(positionId));
        if (position.EnterpriseId != EnterpriseId)
            return Refuse("not-found", "positionId", ("id", positionId));
        if (Kind is not EmploymentKind.FullTime)
            return Refuse("only-full-time-fills", "kind", ("kind", Wording.Code(Kind)));
        if (Category is not null && Category != position.Category)
            return Refuse("category-is-the-positions", "category", ("category", position.Category));
        if (Key is not null && Key != position.Key)
            return Refuse("key-is-the-positions", "key");
        if (position.Impossible(startsOn, now.Today, "startsOn") is { } impossible)
            return impossible;
        if (position.Openings.LowestFrom(startsOn) < 1)
            return Refuse("no-opening-left", "positionId", ("open", position.Openings.LowestFrom(startsOn)));

        var job = new Job(EnterpriseId, positionId, TalentId, position.Category, position.Key, Tier, Kind);
        return Hired(job, fromSurvey: false, startsOn).With(Position.Stream(positionId), new OpeningFilled(positionId, EmploymentId, startsOn));
    }

    private Decision WithoutPosition(States states, Circumstances now, DateOnly startsOn)
    {
        if (Category is null)
            return Refuse("category-missing", "category");
        if (!states.Of(Zone.Stream).Has(Category))
            return Refuse("category-unknown", "category", ("category", Category));
        if (!Dates.Plausible(startsOn, now.Today))
            return Refuse("date-out-of-range", "startsOn", ("date", startsOn));

        var job = new Job(EnterpriseId, null, TalentId, Category, Key ?? false, Tier, Kind);
        var fromSurvey = job.CountsAsFilled && states.Of(DemandSurvey.Stream).LowestFrom(Category, startsOn) >= 1;
        var hired = Hired(job, fromSurvey, startsOn);
        return fromSurvey ? hired.With(DemandSurvey.Stream, new SurveyedOpeningsTaken(Category, 1, EmploymentId, startsOn)) : hired;
    }

    private Accepted Hired(Job job, bool fromSurvey, DateOnly startsOn)
    {
        var hired = Accept(EmploymentId).With(Employment.Stream(EmploymentId), new TalentHired(EmploymentId, job, fromSurvey, startsOn));
        return TalentId is not null && job.CountsAsFilled
            ? hired.With(Talent.Stream(TalentId), new TalentEngaged(TalentId, EmploymentId, startsOn))
            : hired;
    }
}
