namespace TalentBank.Policies;

/// <summary>What attributes are derived from: how a talent stands on a day.</summary>
/// <param name="Profile">The talent's dated facts.</param>
/// <param name="CreditsEarned">By the ledger, on the day.</param>
/// <param name="On">The day.</param>
public sealed record Standing(TalentProfile Profile, decimal CreditsEarned, DateOnly On)
{
    /// <summary>The employment that holds on the day; null without one.</summary>
    public ProfileEmployment? Employment => Profile.EmploymentOn(On);
}
