using System.Globalization;
using TalentBank.Hiring;

namespace TalentBank.Server.Demo;

/// <summary>
/// Who already worked in the demo zone on its first day, and who has left since. The shapes are those of the field study
/// (median 11 persons, 92 % of the enterprises under 20, categories as in the survey, a quarter of the key staff leaving in a
/// year); the persons are drawn.
/// </summary>
internal static class DemoStaff
{
    private const int MedianSize = 11;

    /// <summary>With that median, 92 % lie under 20: ln(20 ÷ 11) is 1.405 of these, and Φ(1.405) = 0.92.</summary>
    private const double SizeSigma = 0.4255;

    private const double KeyTurnover = 0.25;
    private const double OtherTurnover = 0.18;

    private static readonly IReadOnlyList<(string, int)> Categories = [("OPERATIONS", 42), ("DESIGN", 28), ("SUPPLY_CHAIN", 20), ("OTHERS", 10)];

    private static readonly IReadOnlyList<(Tier, int)> Tiers = [(Tier.Frontline, 80), (Tier.Middle, 15), (Tier.Senior, 5)];

    private static readonly IReadOnlyList<(LeavingReason, int)> Reasons =
    [
        (LeavingReason.Pay, 32),
        (LeavingReason.NoPromotionPath, 24),
        (LeavingReason.LivingConditions, 14),
        (LeavingReason.TrainingMisaligned, 10),
        (LeavingReason.Family, 8),
        (LeavingReason.FurtherStudy, 5),
        (LeavingReason.EndOfContract, 4),
        (LeavingReason.Undisclosed, 3),
    ];

    private static readonly IReadOnlyList<(Destination, int)> Destinations =
    [
        (Destination.Chengdu, 38),
        (Destination.SameZone, 18),
        (Destination.Elsewhere, 16),
        (Destination.NoWork, 8),
        (Destination.OwnBusiness, 6),
        (Destination.Study, 5),
        (Destination.Undisclosed, 9),
    ];

    private static readonly ChineseLunisolarCalendar Lunar = new();

    private static readonly DateOnly FirstMonday = new(2026, 1, 5);

    public static IEnumerable<DemoStep> Steps(DateOnly today)
    {
        var employees = new List<Employee>();
        foreach (var enterprise in DemoParties.Enterprises)
        {
            var recording = Staff(enterprise);
            yield return new DemoStep($"staff/{enterprise.Id}", enterprise.Actor, recording);

            var lines = recording.Staff.SelectMany(line => Enumerable.Repeat(line, line.Persons));
            employees.AddRange(lines.Select((line, index) => new Employee($"{recording.StaffId}-{index + 1}", enterprise, line.Key)));
        }

        var leavers = Leavers("key", KeyTurnover, [.. employees.Where(employee => employee.Key)], today)
            .Concat(Leavers("others", OtherTurnover, [.. employees.Where(employee => !employee.Key)], today));
        foreach (var (employee, day) in leavers.Where(leaver => leaver.Day <= today).OrderBy(leaver => leaver.Day))
            yield return Departure(employee, day);
    }

    /// <summary>Which share of its year's departures a week has; those of all the year's weeks sum to 1.</summary>
    private static double ShareOf(DateOnly monday)
    {
        var first = new DateOnly(monday.Year, 1, 1);
        first = first.AddDays((8 - (int)first.DayOfWeek) % 7);
        return Weight(monday) / Enumerable.Range(0, 53).Select(week => first.AddDays(7 * week)).Where(week => week.Year == monday.Year).Sum(Weight);
    }

    private static RecordStaff Staff(DemoParty enterprise)
    {
        var size = Math.Max(1, (int)Math.Round(Draw.LogNormal(MedianSize, SizeSigma, $"size/{enterprise.Id}")));
        var lines = from person in Enumerable.Range(1, size)
                    let category = Draw.Pick(Categories, $"category/{enterprise.Id}/{person}")
                    let tier = Draw.Pick(Tiers, $"tier/{enterprise.Id}/{person}")
                    group person by (category, tier) into alike
                    select new StaffLine(alike.Key.category, DemoZone.IsKey(alike.Key.category), alike.Key.tier, EmploymentKind.FullTime, alike.Count());
        return new RecordStaff(Draw.Id("employment", enterprise.Id), enterprise.Id, [.. lines], DemoZone.FirstDay);
    }

    /// <summary>Who leaves and when: each week so many of those still there that a year has this rate.</summary>
    private static IEnumerable<(Employee Employee, DateOnly Day)> Leavers(string group, double yearly, List<Employee> staff, DateOnly today)
    {
        var due = 0.0;
        for (var monday = FirstMonday; monday <= today; monday = monday.AddDays(7))
        {
            for (due += staff.Count * yearly * ShareOf(monday); due >= 1; due--)
            {
                var name = $"leaver/{group}/{staff.Count}";
                var index = Draw.Below(staff.Count, name);
                yield return (staff[index], monday.AddDays(Draw.Below(5, $"{name}/day")));
                staff.RemoveAt(index);
            }
        }
    }

    /// <summary>Nobody in the demo zone wants a replacement, which is our choice: the gap stays the survey's 300, and visitors move it.</summary>
    private static DemoStep Departure(Employee employee, DateOnly day)
    {
        var name = $"departure/{employee.Id}";
        var reason = Draw.Pick(Reasons, name);
        return new DemoStep(name, employee.Enterprise.Actor, new EndEmployment(
            Draw.Id("position", name), employee.Id, reason, Draw.Pick(Destinations, $"{name}/to"), Voluntary: reason is not LeavingReason.EndOfContract, ReplacementWanted: false, day));
    }

    /// <summary>
    /// Few leave before the Spring Festival, when the year's bonus is paid, and many in the two months after it; few in the
    /// season of the autumn sales. The numbers are chosen, not measured.
    /// </summary>
    private static double Weight(DateOnly monday)
    {
        var festival = DateOnly.FromDateTime(Lunar.ToDateTime(monday.Year, 1, 1, 0, 0, 0, 0));
        var weeks = (int)Math.Floor((monday.DayNumber - festival.DayNumber) / 7.0);
        return (weeks, monday.Month, monday.Day) switch
        {
            (>= -4 and <= -1, _, _) => 0.7,
            (0 or 1, _, _) => 0.3,
            (>= 2 and <= 6, _, _) => 2.2,
            (>= 7 and <= 10, _, _) => 1.4,
            (_, 10, >= 25) or (_, 11, _) or (_, 12, <= 5) => 0.5,
            _ => 0.9,
        };
    }

    private sealed record Employee(string Id, DemoParty Enterprise, bool Key);
}
