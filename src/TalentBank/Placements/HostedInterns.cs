using System.Collections.Immutable;

namespace TalentBank.Placements;

/// <summary>Who does an internship at an enterprise, and when, from all schools: what the quotas are counted on.</summary>
public sealed record HostedInterns(ImmutableSortedDictionary<string, InternHosted> ByPlacement) : IState<HostedInterns>
{
    public static HostedInterns Unknown { get; } = new(ImmutableSortedDictionary<string, InternHosted>.Empty);

    public static IReadOnlyList<string> Nouns { get; } = ["interns"];

    public static StreamOf<HostedInterns> Stream(string enterpriseId) => new($"interns-{enterpriseId}");

    public HostedInterns Evolve(Fact fact) => fact is InternHosted it ? new HostedInterns(ByPlacement.SetItem(it.PlacementId, it)) : this;

    /// <summary>How many are there at most on one day of a placement, its own student included.</summary>
    /// <param name="placement">Which placement.</param>
    /// <param name="category">Only in posts of this category; null: in all.</param>
    public int AtOnce(Placement placement, string? category = null)
    {
        InternHosted[] others = [.. ByPlacement.Values.Where(it => it.PlacementId != placement.Plan!.PlacementId && it.Effective <= placement.EndsOn && it.Until >= placement.StartsOn && (category is null || it.Category == category))];
        // The number rises only on a first day.
        return others.Select(it => it.Effective).Where(day => day > placement.StartsOn).Append(placement.StartsOn)
            .Max(day => others.Count(it => it.Effective <= day && it.Until >= day)) + 1;
    }
}

/// <summary>An enterprise has a student there from a day to another; said again, the last word counts.</summary>
/// <param name="EnterpriseId">The enterprise.</param>
/// <param name="PlacementId">The student's placement.</param>
/// <param name="Category">In posts of this category.</param>
/// <param name="Until">The last day.</param>
/// <param name="Effective">The first day.</param>
[Stored("intern_hosted")]
public sealed record InternHosted(string EnterpriseId, string PlacementId, string Category, DateOnly Until, DateOnly Effective) : Fact;
