using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace TalentBank.Tests;

/// <summary>
/// The log is for ever: each kind of fact has a golden file, <c>Facts/stored_name.json</c>, written once with the fact's
/// first release and never changed. A fact whose shape must change gets a new stored name (<c>_v2</c>) and a file of its own.
/// </summary>
public sealed partial class FactTests
{
    public static TheoryData<string> StoredNames => [.. Bank.Facts.All.Keys.Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(StoredNames))]
    public void A_fact_is_read_and_written_again_as_it_stands_in_its_golden_file(string storedName)
    {
        var path = Repository.PathTo($"tests/TalentBank.Tests/Facts/{storedName}.json");
        File.Exists(path).ShouldBeTrue($"the fact {storedName} has no golden file: write one example of it to {path}");
        var golden = File.ReadAllText(path).TrimEnd('\n');
        var type = Bank.Facts.All[storedName];
        JsonSerializer.Serialize(JsonSerializer.Deserialize(golden, type, Json.Options), type, Json.Options).ShouldBe(golden);
    }

    [Theory]
    [MemberData(nameof(StoredNames))]
    public void A_golden_file_shows_every_field_and_what_is_personal_only_sealed(string storedName)
    {
        var fact = Bank.Facts.Read(storedName, File.ReadAllText(Repository.PathTo($"tests/TalentBank.Tests/Facts/{storedName}.json")));
        foreach (var (field, personal) in PersonalFields.Of(fact))
            personal.ShouldBeOfType<Personal.Sealed>(field).Ciphertext.Length.ShouldBeGreaterThan(16);

        string[] exclusive = ["uscc", "country", "registerNumber"]; // an organisation has a code or a register number
        var missing = fact.GetType().GetProperties()
            .Where(property => property.GetValue(fact) is null && !exclusive.Contains(property.Name, StringComparer.OrdinalIgnoreCase))
            .Select(property => property.Name);
        missing.ShouldBeEmpty();
    }

    [Fact]
    public void Every_golden_file_belongs_to_a_fact() =>
        Directory.EnumerateFiles(Repository.PathTo("tests/TalentBank.Tests/Facts")).Select(file => Path.GetFileNameWithoutExtension(file))
            .Except(Bank.Facts.All.Keys).ShouldBeEmpty("facts that stand in logs must stay readable");

    [Fact]
    public void What_is_personal_cannot_be_written_in_clear() =>
        Should.Throw<InvalidOperationException>(() => Bank.Facts.Write(new Parties.MemberAdded(
            "member-1", Meishan.Bakery, Parties.OrganisationKind.Enterprise, [], Personal.Of("member-1", "陈示范"), Meishan.Today)));

    [Fact]
    public void What_is_personal_does_not_show_in_text() =>
        $"{Personal.Of("member-1", "陈示范")}".ShouldBe("[personal]");

    [Fact]
    public void A_name_that_no_release_knew_is_a_bug() =>
        Should.Throw<InvalidOperationException>(() => Bank.Facts.Read("position_baked", "{}"));

    [Fact]
    public void Stored_names_are_snake_case_and_say_what_happened() =>
        Bank.Facts.All.Keys.Where(name => !StoredName().IsMatch(name)).ShouldBeEmpty();

    [Fact]
    public void A_stored_name_is_said_by_the_fact_itself_not_by_its_class() =>
        Bank.Facts.All.ShouldAllBe(fact => fact.Value.GetCustomAttribute<StoredAttribute>()!.Name == fact.Key);

    /// <summary>Words, the last of them (before a version) a participle.</summary>
    [GeneratedRegex(@"^[a-z]+(_[a-z]+)*_([a-z]+(ed|wn|en)|set|met|paid|held|given_back)(_v[0-9]+)?\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex StoredName();
}
