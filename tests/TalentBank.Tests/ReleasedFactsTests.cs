using System.Text.Json;
using TalentBank.EventStore.ReadModels;

namespace TalentBank.Tests;

/// <summary>
/// What every release has written is read, and means what it meant (ES17): the golden facts, in the order of their days,
/// are folded into all read models, and those are the golden ones of <c>ReadModels/name.jsonl</c>, a line per document or entry.
/// </summary>
public sealed class ReleasedFactsTests
{
    /// <summary>What was computed just now, for whoever meant the change: copy it over the golden file.</summary>
    private static readonly string Computed = Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, "ReadModels")).FullName;

    private static readonly IReadOnlyList<(string Name, string Json)> Released =
    [
        .. Directory.EnumerateFiles(Repository.PathTo("tests/TalentBank.Tests/Facts"), "*.json")
            .Select(file => (Name: Path.GetFileNameWithoutExtension(file), Json: File.ReadAllText(file)))
            .OrderBy(fact => JsonDocument.Parse(fact.Json).RootElement.GetProperty("effective").GetString(), StringComparer.Ordinal)
            .ThenBy(fact => fact.Name, StringComparer.Ordinal),
    ];

    public static TheoryData<string> ReadModels => [.. Bank.ReadModels.Select(model => model.Name)];

    [Theory]
    [MemberData(nameof(ReadModels))]
    public void Read_models_of_all_that_was_ever_released_are_the_golden_ones(string model)
    {
        var folded = Folded(Bank.Facts, Released, model);
        File.WriteAllText(Path.Combine(Computed, $"{model}.jsonl"), folded);
        var golden = Repository.PathTo($"tests/TalentBank.Tests/ReadModels/{model}.jsonl");

        File.Exists(golden).ShouldBeTrue($"{model} has no golden file: look at {Computed}");
        folded.ShouldBe(File.ReadAllText(golden), $"if this is meant, copy it from {Computed}");
    }

    [Fact]
    public void A_golden_file_belongs_to_a_read_model() =>
        Directory.EnumerateFiles(Repository.PathTo("tests/TalentBank.Tests/ReadModels")).Select(file => Path.GetFileNameWithoutExtension(file))
            .Except(Bank.ReadModels.Select(model => model.Name)).ShouldBeEmpty();

    /// <summary>The control: the test above sees what it is there to see.</summary>
    [Fact]
    public void A_name_that_is_removed_is_seen()
    {
        foreach (var (name, type) in Bank.Facts.All)
        {
            // A catalog cannot lack what a former fact leads to: such a fact goes with its former ones.
            var gone = Bank.Facts.All.Where(fact => fact.Value == type || fact.Value.BaseType!.GenericTypeArguments.Contains(type)).ToList();
            var without = new FactCatalog(Bank.Facts.All.Values.Except(gone.Select(fact => fact.Value)));
            var message = Should.Throw<InvalidOperationException>(() => Folded(without, Released, "zones")).Message;
            gone.ShouldContain(fact => message.Contains(fact.Key), name);
        }
    }

    /// <summary>The control: an old log whose field has another name today no longer folds to the same.</summary>
    [Theory]
    [InlineData("position_deposited", "openings", "positions")]
    [InlineData("position_deposited", "positionId", "positions")]
    [InlineData("staff_recorded", "job", "ledger")]
    [InlineData("envelope_opened", "budget", "ledger")]
    [InlineData("zone_opened", "timeZone", "zones")]
    public void A_field_that_is_renamed_is_seen(string fact, string field, string model)
    {
        IReadOnlyList<(string, string)> renamed = [.. Released.Select(released => released.Name == fact ? (fact, released.Json.Replace($"\"{field}\":", "\"renamed\":", StringComparison.Ordinal)) : released)];

        string? folded;
        try
        {
            folded = Folded(Bank.Facts, renamed, model);
        }
        catch (Exception fault) when (fault is NullReferenceException or ArgumentException or JsonException)
        {
            return;
        }

        folded.ShouldNotBe(File.ReadAllText(Repository.PathTo($"tests/TalentBank.Tests/ReadModels/{model}.jsonl")));
    }

    private static string Folded(FactCatalog catalog, IEnumerable<(string Name, string Json)> facts, string model)
    {
        var models = new InMemoryReadModels();
        var position = 0;
        foreach (var (name, json) in facts)
        {
            position++;
            var fact = catalog.Read(name, json);
            models.Fold(new Recorded(position, new Guid(position, 0, 0, new byte[8]), "meishan", name, 1, name, new DateTimeOffset(fact.Effective, new TimeOnly(12, 0), TimeSpan.Zero), "member-1", Guid.Empty, fact));
        }

        var lines = Bank.ReadModels.Single(it => it.Name == model) is DocumentModel documents
            ? models.All(documents).Select(document => JsonSerializer.Serialize(document, documents.DocumentType, Json.Options))
            : models.Entries.Select(entry => JsonSerializer.Serialize(entry with { Position = 0, EventId = Guid.Empty }, Json.Options)); // a further fact moves no line but its own
        return string.Concat(lines.Select(line => $"{line}\n"));
    }
}
