using System.Collections.Immutable;
using TalentBank.Internships;
using TalentBank.Policies;

namespace TalentBank.Placements;

/// <summary>
/// One student's internship as the school answers for it (实习安排): planned, proven lawful rule by rule, started, completed
/// or broken off.
/// </summary>
/// <param name="Plan">What was planned; null where the stream does not exist.</param>
/// <param name="EndsOn">The last day, extensions counted.</param>
/// <param name="Proofs">What is proven, by item; the latest word counts.</param>
/// <param name="Departures">Soft rules that the university departed from, by rule.</param>
/// <param name="Exemptions">Filed records that lift rules.</param>
/// <param name="StartedOn">Null before.</param>
/// <param name="EndedOn">Null while it goes on.</param>
/// <param name="Completed">Whether it ended as planned.</param>
public sealed record Placement(
    PlacementPlanned? Plan,
    DateOnly EndsOn,
    ImmutableSortedDictionary<string, Proof> Proofs,
    ImmutableSortedDictionary<string, Departure> Departures,
    ImmutableList<Exemption> Exemptions,
    DateOnly? StartedOn,
    DateOnly? EndedOn,
    bool Completed) : IState<Placement>
{
    public static Placement Unknown { get; } = new(
        null, default, ImmutableSortedDictionary<string, Proof>.Empty, ImmutableSortedDictionary<string, Departure>.Empty, [], null, null, false);

    public static IReadOnlyList<string> Nouns { get; } = ["placement"];

    public static StreamOf<Placement> Stream(string placementId) => new(placementId);

    /// <summary>A talent's placement in one internship: the same place, the same id.</summary>
    public static string IdOf(string internshipId, string talentId) => $"placement-{Place.KeyOf(internshipId, talentId)}";

    public DateOnly StartsOn => Plan!.StartsOn;

    public PlacementStatus Status => this switch
    {
        { EndedOn: not null } => Completed ? PlacementStatus.Completed : PlacementStatus.BrokenOff,
        { StartedOn: not null } => PlacementStatus.Started,
        _ => PlacementStatus.Planned,
    };

    /// <summary>The proven value of an item; null where it is not proven.</summary>
    public IComparable? Proven(string item) =>
        Proofs.TryGetValue(item, out var proof) ? AttributeTypes.Read(ProofItem.Find(item)!.Type, proof.Value) : null;

    /// <summary>What its rules come to, with the interns that its enterprise has and with what is stricter where the work is done.</summary>
    public Gate Gate(HostedInterns hosted, RuleTightenings tightenings) =>
        Placements.Gate.Of(new Dossier(this, hosted.AtOnce(this), hosted.AtOnce(this, Plan!.Place.Category)), tightenings);

    public Placement Evolve(Fact fact) => fact switch
    {
        PlacementPlanned it when Plan is null || EndedOn is not null => Unknown with { Plan = it, EndsOn = it.EndsOn },
        // What is said of the first day must be said again of another.
        PlacementPlanned it => this with { Plan = it, EndsOn = it.EndsOn, Proofs = Proofs.RemoveRange(Proofs.Keys.Where(item => item.EndsWith("_AT_START", StringComparison.Ordinal))) },
        PlacementProven it => this with { Proofs = Proofs.SetItems(it.Proofs.Select(proof => KeyValuePair.Create(proof.Item, proof))) },
        RuleDeparted it => this with { Departures = Departures.SetItem(it.Departure.RuleId, it.Departure) },
        ExemptionFiled it => this with { Exemptions = Exemptions.Add(it.Exemption) },
        PlacementStarted it => this with { StartedOn = it.Effective },
        PlacementExtended it => this with { EndsOn = it.EndsOn },
        PlacementEnded it => this with { EndedOn = it.Effective, Completed = it.Completed },
        _ => this,
    };
}

/// <summary>What kind of internship it is (article 2).</summary>
public enum PlacementKind
{
    /// <summary>认识实习: visit, observe and experience, organised by the school.</summary>
    Recognition,

    /// <summary>岗位实习: assists or works fairly independently under a professional's guidance.</summary>
    Post,
}

/// <summary>How far a placement has come.</summary>
public enum PlacementStatus
{
    Planned,
    Started,
    Completed,
    BrokenOff,
}

/// <summary>Somebody's word for one item.</summary>
/// <param name="Item">Its code: <see cref="ProofItem"/>.</param>
/// <param name="Value">As text, by the item's type.</param>
/// <param name="By">Whose word.</param>
/// <param name="Paper">SHA-256 of the paper that says so, if one was shown.</param>
/// <param name="On">Recorded with effect from this day.</param>
public sealed record Proof(string Item, string Value, Prover By, string? Paper, DateOnly On);

/// <summary>The university departs from a soft rule, for a reason.</summary>
public sealed record Departure(string RuleId, string Reason, DateOnly On);

/// <summary>A record filed with the superior department that lifts rules; it counts only if filed before the first day.</summary>
/// <param name="RuleIds">Which rules.</param>
/// <param name="FilingNumber">Its number there.</param>
/// <param name="Authority">With whom it was filed.</param>
/// <param name="FiledOn">When.</param>
public sealed record Exemption(IReadOnlyList<string> RuleIds, string FilingNumber, string Authority, DateOnly FiledOn);

/// <param name="PlacementId">The placement.</param>
/// <param name="Place">The internship's place that the student holds.</param>
/// <param name="UniversityId">Who answers for it.</param>
/// <param name="Kind">Recognition or in post.</param>
/// <param name="Book">Which rule book applies, by the school's kind.</param>
/// <param name="StartsOn">The first day.</param>
/// <param name="EndsOn">The last day.</param>
/// <param name="Effective">When it was planned.</param>
[Stored("placement_planned")]
public sealed record PlacementPlanned(
    string PlacementId, Place Place, string UniversityId, PlacementKind Kind, RuleBook Book, DateOnly StartsOn, DateOnly EndsOn, DateOnly Effective) : Fact;

[Stored("placement_proven")]
public sealed record PlacementProven(string PlacementId, IReadOnlyList<Proof> Proofs, DateOnly Effective) : Fact;

[Stored("rule_departed")]
public sealed record RuleDeparted(string PlacementId, Departure Departure, DateOnly Effective) : Fact;

[Stored("exemption_filed")]
public sealed record ExemptionFiled(string PlacementId, Exemption Exemption, DateOnly Effective) : Fact;

/// <param name="PlacementId">The placement.</param>
/// <param name="Verdicts">Every rule's verdict at the start: what the gate rested on.</param>
/// <param name="Effective">The first day.</param>
[Stored("placement_started")]
public sealed record PlacementStarted(string PlacementId, IReadOnlyList<RuleVerdict> Verdicts, DateOnly Effective) : Fact;

[Stored("placement_extended")]
public sealed record PlacementExtended(string PlacementId, DateOnly EndsOn, IReadOnlyList<RuleVerdict> Verdicts, DateOnly Effective) : Fact;

/// <param name="PlacementId">The placement.</param>
/// <param name="Completed">Whether it ended as planned.</param>
/// <param name="Reason">Why it was broken off; null where completed.</param>
/// <param name="Effective">Its last day.</param>
[Stored("placement_ended")]
public sealed record PlacementEnded(string PlacementId, bool Completed, string? Reason, DateOnly Effective) : Fact;
