using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.RegularExpressions;
using TalentBank.Server.SignIn;

namespace TalentBank.Server.Tests.Docs;

/// <summary>
/// <c>docs/api.md</c> is true: every request in it is asked, in its order, of a demo zone of its own, and gives the answer below it.
/// </summary>
public sealed partial class ApiExamplesTests
{
    private static readonly string Page = File.ReadAllText(Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Here())!, "..", "..", "..", "docs", "api.md"))).ReplaceLineEndings("\n");

    [Fact]
    public async Task Every_example_gives_the_answer_that_stands_below_it()
    {
        await using var demo = new DemoBank();
        var clients = new Dictionary<string, BankClient>();
        var known = new Dictionary<string, string>();
        var wrong = new List<string>();
        foreach (var (person, request, answer) in Examples())
        {
            if (!clients.TryGetValue(person, out var client))
                clients[person] = client = await demo.As(person);
            var query = Placeholder().Replace(request, name => known.GetValueOrDefault(name.Value, name.Value));

            var given = await client.Send(query);

            if (Difference("", JsonDocument.Parse(answer).RootElement, given, known) is { } difference)
                wrong.Add($"{person}: {request}\n{difference}\n{given}");
        }

        wrong.ShouldBeEmpty();
    }

    [Fact]
    public void Every_request_has_its_answer_and_every_part_of_the_demo_has_an_example()
    {
        var examples = Examples().ToList();

        examples.Count.ShouldBe(Request().Count(Page));
        DevPersonRequest.Parts.Except(examples.Select(example => example.Person.Split('&')[0])).ShouldBeEmpty();
    }

    [Fact]
    public void An_answer_that_differs_is_found()
    {
        var expected = JsonDocument.Parse("""{"data": {"a": "<…>", "id": "<own-id>", "again": "<own-id>", "list": [1]}}""").RootElement;

        Difference("", expected, JsonDocument.Parse("""{"data": {"a": 7, "id": "x", "again": "x", "list": [1]}, "extensions": {}}""").RootElement, []).ShouldBeNull();
        Difference("", expected, JsonDocument.Parse("""{"data": {"a": 7, "id": "x", "again": "y", "list": [1]}}""").RootElement, []).ShouldBe(".data.again: y, where x is known as <own-id>");
        Difference("", expected, JsonDocument.Parse("""{"data": {"a": 7, "id": "x", "again": "x", "list": [2]}}""").RootElement, []).ShouldBe(".data.list[0]: 2, not 1");
        Difference("", expected, JsonDocument.Parse("""{"data": {"a": 7}, "errors": []}""").RootElement, []).ShouldBe(".errors is not told");
    }

    /// <summary>Who asks is who was named last before the request.</summary>
    private static IEnumerable<(string Person, string Request, string Answer)> Examples() =>
        from example in Example().Matches(Page)
        let person = Person().Matches(Page[..example.Index])[^1].Groups["who"].Value
        select (person, example.Groups["request"].Value, example.Groups["answer"].Value);

    /// <summary>Where the answer differs from the expected one; <c>extensions</c> of the whole response are left out.</summary>
    private static string? Difference(string path, JsonElement expected, JsonElement given, Dictionary<string, string> known)
    {
        if (expected.ValueKind == JsonValueKind.String && Placeholder().IsMatch(expected.GetString()!))
        {
            var name = expected.GetString()!;
            return name == "<…>" || known.TryAdd(name, given.ToString()) || known[name] == given.ToString() ? null : $"{path}: {given}, where {known[name]} is known as {name}";
        }

        if (expected.ValueKind != given.ValueKind)
            return $"{path}: {given}, not {expected}";
        switch (expected.ValueKind)
        {
            case JsonValueKind.Object:
                var told = expected.EnumerateObject().Select(field => field.Name).ToHashSet();
                return given.EnumerateObject().Where(field => !told.Contains(field.Name) && !(path.Length == 0 && field.Name == "extensions")).Select(field => $"{path}.{field.Name} is not told").FirstOrDefault()
                    ?? expected.EnumerateObject().Select(field => given.TryGetProperty(field.Name, out var value) ? Difference($"{path}.{field.Name}", field.Value, value, known) : $"{path}.{field.Name} is missing").FirstOrDefault(difference => difference is not null);
            case JsonValueKind.Array when expected.GetArrayLength() != given.GetArrayLength():
                return $"{path}: {given.GetArrayLength()} items, not {expected.GetArrayLength()}";
            case JsonValueKind.Array:
                return expected.EnumerateArray().Zip(given.EnumerateArray()).Select((pair, index) => Difference($"{path}[{index}]", pair.First, pair.Second, known)).FirstOrDefault(difference => difference is not null);
            default:
                return JsonElement.DeepEquals(expected, given) ? null : $"{path}: {given}, not {expected}";
        }
    }

    private static string Here([CallerFilePath] string file = "") => file;

    [GeneratedRegex("```graphql\n(?<request>.*?)\n```\n```json\n(?<answer>.*?)\n```", RegexOptions.ExplicitCapture | RegexOptions.Singleline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Example();

    [GeneratedRegex("^```graphql$", RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Request();

    [GeneratedRegex("As `(?<who>[a-z0-9&=]+)`", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Person();

    [GeneratedRegex("^<[^>]+>$|<[a-zA-Z-]+>", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Placeholder();
}
