using TalentBank.EventStore.ReadModels;

namespace TalentBank.Policies;

/// <summary>A policy with all its versions, oldest first.</summary>
public sealed record PolicyRecord(string Id, IReadOnlyList<PolicyVersion> Versions)
{
    public Text Title => Versions[^1].Title;

    /// <summary>The version that holds on a day, as far as known at an instant (null: all that is known); null where none does.</summary>
    public PolicyVersion? InForce(DateOnly day, DateTimeOffset? knownAt) =>
        Versions.LastOrDefault(version => version.EffectiveFrom <= day && (knownAt is null || version.PublishedAt <= knownAt)) is { } latest
        && (latest.EffectiveUntil is not { } until || until >= day)
            ? latest
            : null;
}

/// <param name="Number">1 for the first.</param>
/// <param name="Title">In both languages.</param>
/// <param name="Amount">What it pays at most.</param>
/// <param name="Rule">To whom.</param>
/// <param name="EffectiveFrom">The first day it holds.</param>
/// <param name="EffectiveUntil">The last day it holds; null: open, or until a later version.</param>
/// <param name="PublishedAt">When it was recorded.</param>
public sealed record PolicyVersion(int Number, Text Title, Yuan Amount, PolicyRule Rule, DateOnly EffectiveFrom, DateOnly? EffectiveUntil, DateTimeOffset PublishedAt)
{
    /// <summary>The rule's conditions, in order.</summary>
    public IEnumerable<PolicyCondition> Conditions => Rule.Conditions();
}

/// <summary>Read model: every policy.</summary>
public static class PolicyLibrary
{
    public static readonly DocumentModel<PolicyRecord> Model = new(
        "policies",
        1,
        keys: recorded => recorded.Body is PolicyPublished it ? [it.PolicyId] : [],
        fold: (id, policy, recorded) => recorded.Body is PolicyPublished it
            ? new PolicyRecord(id, [.. policy?.Versions ?? [], new PolicyVersion(it.Version, it.Title, it.Amount, it.Rule, it.Effective, it.EffectiveUntil, recorded.RecordedAt)])
            : policy,
        new("id", ColumnType.Text, policy => policy.Id),
        new("title", ColumnType.Text, policy => policy.Title.Zh),
        new("effective_from", ColumnType.Date, policy => policy.Versions[^1].EffectiveFrom));
}
