namespace TalentBank.EventStore.Tests;

/// <summary>How long a recipe runs: a few seconds as a rule, in full where TALENTBANK_FULL=1 is set.</summary>
internal static class RecipeLength
{
    public static bool IsFull { get; } = Environment.GetEnvironmentVariable("TALENTBANK_FULL") == "1";

    public static T Of<T>(T brief, T full) => IsFull ? full : brief;
}
