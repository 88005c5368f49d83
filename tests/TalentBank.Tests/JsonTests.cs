using System.Text.Json;
using TalentBank.Hiring;

namespace TalentBank.Tests;

public sealed class JsonTests
{
    [Fact]
    public void What_is_absent_or_computed_is_left_out() =>
        JsonSerializer.Serialize(new Job(Meishan.Bakery, null, null, "DESIGN", false, Tier.Middle, EmploymentKind.FullTime), Json.Options)
            .ShouldBe($$"""{"enterpriseId":"{{Meishan.Bakery}}","category":"DESIGN","key":false,"tier":"MIDDLE","kind":"FULL_TIME"}""");

    [Fact]
    public void What_a_type_is_made_with_stays_though_it_cannot_be_set() =>
        JsonSerializer.Serialize(new { Zone = "meishan", Content = 1 }, Json.Options).ShouldBe("""{"zone":"meishan","content":1}""");

    [Fact]
    public void A_number_is_no_enum_value() =>
        Should.Throw<JsonException>(() => JsonSerializer.Deserialize<Tier>("1", Json.Options));
}
