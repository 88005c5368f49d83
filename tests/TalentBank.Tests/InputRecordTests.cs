using TalentBank.Hiring;
using TalentBank.Positions;

namespace TalentBank.Tests;

public sealed class InputRecordTests
{
    [Fact]
    public void Fields_become_parameters_and_new_ids_are_made() =>
        InputRecord.Read(
            typeof(DepositPosition),
            new Dictionary<string, object?>
            {
                ["enterpriseId"] = Meishan.Bakery,
                ["category"] = "DESIGN",
                ["key"] = true,
                ["title"] = "视觉设计",
                ["openings"] = 2,
                ["origin"] = "NEW_DEMAND",
                ["from"] = Meishan.Today,
            },
            noun => $"{noun}-1").ShouldBe(new DepositPosition("position-1", Meishan.Bakery, "DESIGN", true, "视觉设计", 2, Origin.NewDemand, Meishan.Today));

    [Fact]
    public void What_is_left_out_is_null() =>
        InputRecord.Read(
            typeof(ClosePosition), new Dictionary<string, object?> { ["positionId"] = "position-1" }, noun => noun).ShouldBe(new ClosePosition("position-1", null, null));

    [Fact]
    public void Lists_of_input_objects_become_lists_of_records()
    {
        var staff = new object?[] { new Dictionary<string, object?> { ["category"] = "DESIGN", ["key"] = false, ["tier"] = "MIDDLE", ["kind"] = "FULL_TIME", ["persons"] = 4 } };
        var record = (RecordStaff)InputRecord.Read(
            typeof(RecordStaff),
            new Dictionary<string, object?> { ["enterpriseId"] = Meishan.Bakery, ["staff"] = staff, ["observedSince"] = Meishan.Today },
            noun => $"{noun}-1");
        record.StaffId.ShouldBe("employment-1");
        record.Staff.ShouldHaveSingleItem().ShouldBe(new StaffLine("DESIGN", false, Tier.Middle, EmploymentKind.FullTime, 4));
    }

    [Fact]
    public void A_whole_number_does_for_an_exact_one() =>
        ((Credits.PostPracticalCredits)InputRecord.Read(
            typeof(Credits.PostPracticalCredits),
            new Dictionary<string, object?> { ["creditsPerStudent"] = 2, ["places"] = 1, ["termEndsOn"] = Meishan.Today },
            noun => noun)).CreditsPerStudent.ShouldBe(2m);

    [Fact]
    public void The_fields_of_a_command_are_its_parameters_without_new_ids() =>
        InputRecord.FieldsOf(typeof(ChangeOpenings)).ShouldBe([("positionId", typeof(string)), ("change", typeof(int)), ("effective", typeof(DateOnly?))]);
}
