namespace TalentBank.Policies;

/// <summary>A policy of the government: what it pays, to whom, from when; in numbered versions.</summary>
public sealed record Policy(int Versions) : IState<Policy>
{
    public static Policy Unknown { get; } = new(0);

    public static IReadOnlyList<string> Nouns { get; } = ["policy"];

    public static StreamOf<Policy> Stream(string policyId) => new(policyId);

    public Policy Evolve(Fact fact) => fact is PolicyPublished published ? new Policy(published.Version) : this;
}

/// <param name="PolicyId">The policy.</param>
/// <param name="Version">1 for the first, then one more each.</param>
/// <param name="Title">In both languages.</param>
/// <param name="Amount">What it pays at most.</param>
/// <param name="Rule">To whom.</param>
/// <param name="EffectiveUntil">The last day it holds; null: open.</param>
/// <param name="Effective">The first day it holds, and from which it takes the place of every earlier version.</param>
[Stored("policy_published")]
public sealed record PolicyPublished(string PolicyId, int Version, Text Title, Yuan Amount, PolicyRule Rule, DateOnly? EffectiveUntil, DateOnly Effective) : Fact;
