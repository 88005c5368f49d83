namespace TalentBank.Server.SignIn;

/// <summary>A demo person, as <c>/dev/token</c> is asked for one: in which part, of which organisation, which person of several.</summary>
public sealed record DevPersonRequest(string As, string? Org, string? Person)
{
    /// <summary>The parts that a demo person can play.</summary>
    public static IReadOnlyList<string> Parts { get; } =
        ["chamber", "government", "zone", "university", "enterprise", "student", "auditor"];
}
