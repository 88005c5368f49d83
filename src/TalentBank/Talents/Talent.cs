using System.Collections.Immutable;

namespace TalentBank.Talents;

/// <summary>A student or staff member with an account in the bank; known to the log by a pseudonym only.</summary>
/// <param name="IsRegistered">False where the stream does not exist.</param>
/// <param name="UniversityId">Where they study or studied, if known.</param>
/// <param name="Employments">Full-time employments, each from its first day to the first day it no longer holds.</param>
public sealed record Talent(bool IsRegistered, string? UniversityId, ImmutableDictionary<string, Period> Employments) : IState<Talent>
{
    public static Talent Unknown { get; } = new(false, null, ImmutableDictionary<string, Period>.Empty);

    public static IReadOnlyList<string> Nouns { get; } = ["talent"];

    public static StreamOf<Talent> Stream(string talentId) => new(talentId);

    /// <summary>Whether the talent is in full-time employment on this day or later.</summary>
    public bool IsEmployedFrom(DateOnly day) => Employments.Values.Any(period => period.Until is null || period.Until > day);

    public Talent Evolve(Fact fact) => fact switch
    {
        TalentRegistered registered => this with { IsRegistered = true, UniversityId = registered.UniversityId },
        TalentEngaged engaged => this with { Employments = Employments.SetItem(engaged.EmploymentId, new Period(engaged.Effective, null)) },
        TalentReleased released => this with { Employments = Employments.SetItem(released.EmploymentId, Employments[released.EmploymentId] with { Until = released.Effective }) },
        _ => this,
    };
}

/// <summary>From a day on, until (not including) another, or open.</summary>
public sealed record Period(DateOnly From, DateOnly? Until);

[Stored("talent_registered")]
public sealed record TalentRegistered(string TalentId, Personal Name, Personal Phone, Personal? Email, string? UniversityId, DateOnly Effective) : Fact;

/// <summary>The talent's own account notes a full-time employment, so that nobody closes two openings at once.</summary>
[Stored("talent_engaged")]
public sealed record TalentEngaged(string TalentId, string EmploymentId, DateOnly Effective) : Fact;

[Stored("talent_released")]
public sealed record TalentReleased(string TalentId, string EmploymentId, DateOnly Effective) : Fact;
