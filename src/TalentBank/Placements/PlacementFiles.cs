using TalentBank.EventStore.ReadModels;

namespace TalentBank.Placements;

/// <summary>A placement with its file: what is proven, departed from and exempted.</summary>
public sealed record PlacementRecord(string Id, Placement File)
{
    public string InternshipId => File.Plan!.Place.InternshipId;

    public string EnterpriseId => File.Plan!.Place.EnterpriseId;

    public string TalentId => File.Plan!.Place.TalentId;

    public string UniversityId => File.Plan!.UniversityId;

    public PlacementKind Kind => File.Plan!.Kind;

    public RuleBook Book => File.Plan!.Book;

    public DateOnly StartsOn => File.StartsOn;

    public DateOnly EndsOn => File.EndsOn;

    public PlacementStatus Status => File.Status;

    public DateOnly? EndedOn => File.EndedOn;

    public IEnumerable<Proof> Proofs => File.Proofs.Values;

    public IEnumerable<Departure> Departures => File.Departures.Values;

    public IReadOnlyList<Exemption> Exemptions => File.Exemptions;

    /// <summary>What its rules come to now.</summary>
    public Question<Gate> Gate() => Question.All(
        Question.Document(InternCounts.Model, HostedInterns.Stream(EnterpriseId).Name),
        Question.Document(TightenedRules.Model, RuleTightenings.Stream.Name),
        (hosted, tightenings) => File.Gate(hosted ?? HostedInterns.Unknown, tightenings ?? RuleTightenings.Unknown));

    /// <summary>The items that its rules rest on and that nobody has proven yet, with whose word they take.</summary>
    public IEnumerable<ProofItem> Missing => InternshipRule.All
        .Where(rule => rule.Book == Book && rule.Kinds.Contains(Kind))
        .SelectMany(rule => rule.Proofs).Distinct()
        .Where(item => !File.Proofs.ContainsKey(item.Code));
}

/// <summary>Read model: every placement.</summary>
public static class PlacementFiles
{
    public static readonly DocumentModel<PlacementRecord> Model = new(
        "placements",
        1,
        keys: recorded => recorded.Body switch
        {
            PlacementPlanned it => [it.PlacementId],
            PlacementProven it => [it.PlacementId],
            RuleDeparted it => [it.PlacementId],
            ExemptionFiled it => [it.PlacementId],
            PlacementStarted it => [it.PlacementId],
            PlacementExtended it => [it.PlacementId],
            PlacementEnded it => [it.PlacementId],
            _ => [],
        },
        fold: (id, placement, recorded) => new PlacementRecord(id, (placement?.File ?? Placement.Unknown).Evolve((Fact)recorded.Body)),
        new("id", ColumnType.Text, placement => placement.Id),
        new("internship", ColumnType.Text, placement => placement.InternshipId),
        new("enterprise", ColumnType.Text, placement => placement.EnterpriseId),
        new("university", ColumnType.Text, placement => placement.UniversityId),
        new("talent", ColumnType.Text, placement => placement.TalentId),
        new("kind", ColumnType.Text, placement => Wording.Code(placement.Kind)),
        new("status", ColumnType.Text, placement => Wording.Code(placement.Status)),
        new("starts_on", ColumnType.Date, placement => placement.StartsOn),
        new("ends_on", ColumnType.Date, placement => placement.EndsOn));
}

/// <summary>Read model: who does internships at each enterprise, and when.</summary>
public static class InternCounts
{
    public static readonly DocumentModel<HostedInterns> Model = new(
        "intern_counts",
        1,
        keys: recorded => recorded.Body is InternHosted it ? [HostedInterns.Stream(it.EnterpriseId).Name] : [],
        fold: (_, hosted, recorded) => (hosted ?? HostedInterns.Unknown).Evolve((Fact)recorded.Body));
}

/// <summary>Read model: where which rules are stricter, one document for the zone.</summary>
public static class TightenedRules
{
    public static readonly DocumentModel<RuleTightenings> Model = new(
        "rule_tightenings",
        1,
        keys: recorded => recorded.Body is RuleTightened ? [RuleTightenings.Stream.Name] : [],
        fold: (_, tightenings, recorded) => (tightenings ?? RuleTightenings.Unknown).Evolve((Fact)recorded.Body));
}
