using System.Text.Json;

namespace TalentBank.GraphQL.Tests;

/// <summary>
/// Cases recorded from the reference implementation, one JSON object a line, in the folder that the environment variable
/// GRAPHQL_VECTORS names. Without it the tests that read them are skipped and say so.
/// </summary>
internal static class Vectors
{
    private const int Shown = 20;

    /// <summary>Checks every case of the file; a check gives what is wrong with its case, or null.</summary>
    public static void Check(string file, Func<JsonElement, string?> check)
    {
        var cases = Read(file);
        cases.ShouldNotBeEmpty();
        var failures = new List<string>();
        foreach (var vector in cases)
        {
            if (check(vector) is { } wrong)
                failures.Add($"{(vector.TryGetProperty("test", out var test) ? test.GetString() : vector.GetRawText()[..Math.Min(300, vector.GetRawText().Length)])}\n{wrong}");
        }
        failures.Count.ShouldBe(0, $"{failures.Count} of {cases.Count} cases of {file}:\n\n{string.Join("\n\n", failures.Take(Shown))}\n");
    }

    public static IReadOnlyList<JsonElement> Read(string file) =>
        [.. File.ReadLines(PathOf($"{file}.jsonl")).Select(static line => JsonDocument.Parse(line).RootElement)];

    /// <summary>The names of all files with cases.</summary>
    public static IReadOnlyList<string> Files() =>
        [.. Directory.EnumerateFiles(PathOf(""), "*.jsonl").Select(Path.GetFileNameWithoutExtension).OfType<string>().Order(StringComparer.Ordinal)];

    public static string Text(string file) => File.ReadAllText(PathOf(file));

    /// <summary>Lines and columns as "1:2 3:4".</summary>
    public static string Places(GraphQLError error) =>
        string.Join(' ', error.Locations.Select(static location => $"{location.Line}:{location.Column}"));

    /// <summary>The same of an expected error.</summary>
    public static string Places(JsonElement error) => error.TryGetProperty("locations", out var locations)
        ? string.Join(' ', locations.EnumerateArray().Select(static location => $"{location.GetProperty("line")}:{location.GetProperty("column")}"))
        : "";

    private static string PathOf(string file)
    {
        var folder = Environment.GetEnvironmentVariable("GRAPHQL_VECTORS");
        Assert.SkipWhen(string.IsNullOrEmpty(folder), "GRAPHQL_VECTORS names no folder with recorded cases.");
        return Path.Combine(folder!, file);
    }
}
