using TalentBank.Targets;

namespace TalentBank.Tests;

public sealed class TargetPathTests
{
    private static readonly DateOnly YearsEnd = new(2025, 12, 31);

    private static TargetPath Path(DateOnly due) => new(TargetFigure.TalentGap, 300, YearsEnd, 150, due, null);

    [Fact]
    public void Two_paths_are_drawn_to_two_years_and_to_the_due_date() =>
        Path(new DateOnly(2028, 12, 31)).Lines.Select(line => line.Due).ShouldBe([new DateOnly(2027, 12, 31), new DateOnly(2028, 12, 31)]);

    [Theory]
    [InlineData(2027, 12, 31)]
    [InlineData(2026, 6, 30)]
    public void One_path_is_drawn_to_a_due_date_within_two_years(int year, int month, int day) =>
        Path(new DateOnly(year, month, day)).Lines.ShouldHaveSingleItem().Due.ShouldBe(new DateOnly(year, month, day));

    [Fact]
    public void A_path_is_straight_and_stays_at_its_ends()
    {
        var line = Path(YearsEnd.AddDays(1000)).Lines[^1];
        line.ExpectedOn(YearsEnd).ShouldBe(300);
        line.ExpectedOn(YearsEnd.AddDays(500)).ShouldBe(225);
        line.ExpectedOn(YearsEnd.AddDays(1000)).ShouldBe(150);
        line.ExpectedOn(YearsEnd.AddDays(-1)).ShouldBe(300);
        line.ExpectedOn(YearsEnd.AddDays(1001)).ShouldBe(150);
    }
}
