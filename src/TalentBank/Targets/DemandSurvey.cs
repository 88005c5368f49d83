using System.Collections.Immutable;
using TalentBank.EventStore.ReadModels;
using TalentBank.Ledger;

namespace TalentBank.Targets;

/// <summary>The zone's demand survey: openings that were counted but not yet deposited by an enterprise, per category.</summary>
public sealed record DemandSurvey(DateOnly? ReferenceDate, ImmutableDictionary<string, DatedBalance> Surveyed) : IState<DemandSurvey>
{
    public static DemandSurvey Unknown { get; } = new(null, ImmutableDictionary<string, DatedBalance>.Empty);

    public static IReadOnlyList<string> Nouns { get; } = ["demand-survey"];

    /// <summary>One zone's log holds one such stream.</summary>
    public static readonly StreamOf<DemandSurvey> Stream = new("demand-survey");

    /// <summary>How many surveyed openings of a category may be taken with effect from a day.</summary>
    public decimal LowestFrom(string category, DateOnly day) => Surveyed.GetValueOrDefault(category, DatedBalance.Zero).LowestFrom(day);

    public DemandSurvey Evolve(Fact fact) => fact switch
    {
        DemandSurveyed it => new DemandSurvey(it.Effective, it.Shortages.ToImmutableDictionary(shortage => shortage.Category, shortage => DatedBalance.Zero.Add(it.Effective, shortage.Persons))),
        SurveyedOpeningsTaken it => this with { Surveyed = Surveyed.SetItem(it.Category, Surveyed[it.Category].Add(it.Effective, -it.Openings)) },
        _ => this,
    };
}

/// <summary>How many persons the enterprises lack in one category.</summary>
public sealed record Shortage(string Category, int Persons);

/// <param name="Shortages">One per category.</param>
/// <param name="EnterprisesAsked">How many enterprises answered.</param>
/// <param name="EnterprisesInZone">Of how many.</param>
/// <param name="Effective">The survey's reference date.</param>
[Stored("demand_surveyed")]
public sealed record DemandSurveyed(IReadOnlyList<Shortage> Shortages, int EnterprisesAsked, int EnterprisesInZone, DateOnly Effective) : Fact
{
    public override IEnumerable<Transfer> Transfers() =>
        from shortage in Shortages
        where shortage.Persons > 0
        select new Dimensions { Category = shortage.Category }.Move(Units.Openings, Accounts.Outside, Accounts.Surveyed, shortage.Persons, Reasons.Surveyed, Effective);
}

/// <summary>Surveyed openings became a position or a hire; that fact posts it.</summary>
/// <param name="Category">The zone's code.</param>
/// <param name="Openings">How many.</param>
/// <param name="By">The position or the employment that took them.</param>
/// <param name="Effective">From when on.</param>
[Stored("surveyed_openings_taken")]
public sealed record SurveyedOpeningsTaken(string Category, int Openings, string By, DateOnly Effective) : Fact;
