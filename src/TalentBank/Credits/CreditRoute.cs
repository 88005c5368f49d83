namespace TalentBank.Credits;

/// <summary>By which way credits are earned; each has its own rule (<see cref="CreditRulePublished"/>).</summary>
public enum CreditRoute
{
    /// <summary>Practice at an enterprise: the route of whatever names no other.</summary>
    Work,

    Course,

    Certificate,

    Contest,

    Exam,
}
