namespace TalentBank.Tests;

public sealed class DatesTests
{
    [Theory]
    [InlineData("2026-01-15", "2026-01-15", 0)]
    [InlineData("2026-01-15", "2026-07-14", 5)]
    [InlineData("2026-01-15", "2026-07-15", 6)]
    [InlineData("2025-08-31", "2026-02-27", 5)]
    [InlineData("2025-08-31", "2026-02-28", 6)]
    [InlineData("2026-02-28", "2026-03-28", 1)]
    [InlineData("2024-02-29", "2025-02-28", 12)]
    public void A_month_ends_on_the_corresponding_day_or_the_last_of_its_month(string from, string to, int months) =>
        Dates.WholeMonths(DateOnly.Parse(from, null), DateOnly.Parse(to, null)).ShouldBe(months);
}
