using System.Net.Http.Json;
using System.Text.Json;
using TalentBank.Access;

namespace TalentBank.Server.Tests;

/// <summary>Asks <c>/graphql</c> as one person.</summary>
public sealed class BankClient(HttpClient http)
{
    private static readonly HashSet<string> AtTheWindow =
        [.. AccessTable.Commands.Where(row => row.TakesOnBehalf).Select(row => char.ToLowerInvariant(row.Command.Name[0]) + row.Command.Name[1..])];

    private static readonly object DemoPaper = new { reason = "到窗口办理（测试）", paperHash = new string('0', 64) };

    private bool _isChamber;

    public HttpClient Http { get; } = http;

    /// <summary>Takes the token of a demo person.</summary>
    public async Task SignIn(string person)
    {
        _isChamber = person.StartsWith("chamber", StringComparison.Ordinal);
        var token = await Http.GetStringAsync($"/dev/token?as={person}", TestContext.Current.CancellationToken);
        Http.DefaultRequestHeaders.Authorization = new("Bearer", token);
    }

    /// <summary>The response's <c>data</c>; a response with errors fails the test.</summary>
    public async Task<JsonElement> Ask(string query, object? variables = null)
    {
        var response = await Send(query, variables);
        response.TryGetProperty("errors", out var errors).ShouldBeFalse(errors.ToString());
        return response.GetProperty("data");
    }

    /// <summary>The whole response.</summary>
    public async Task<JsonElement> Send(string query, object? variables = null)
    {
        using var response = await Post(query, variables);
        return await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
    }

    public Task<HttpResponseMessage> Post(string query, object? variables = null) =>
        Http.PostAsJsonAsync("/graphql", new { query, variables }, TestContext.Current.CancellationToken);

    /// <summary>Sends one command; its payload, whose <c>errors</c> must be empty.</summary>
    public async Task<JsonElement> Command(string field, object input, string selection)
    {
        var payload = await TryCommand(field, input, selection);
        payload.GetProperty("errors").GetArrayLength().ShouldBe(0, payload.ToString());
        return payload;
    }

    /// <summary>Sends one command; its payload. What the chamber enters for others says why, and on which paper.</summary>
    public async Task<JsonElement> TryCommand(string field, object input, string selection = "")
    {
        if (_isChamber && AtTheWindow.Contains(field) && JsonSerializer.SerializeToNode(input)!.AsObject() is var fields && fields.TryAdd("onBehalf", JsonSerializer.SerializeToNode(DemoPaper)))
            input = fields;
        var type = char.ToUpperInvariant(field[0]) + field[1..] + "Input";
        var data = await Ask($"mutation($input: {type}!) {{ {field}(input: $input) {{ position errors {{ code message path }} {selection} }} }}", new { input });
        return data.GetProperty(field);
    }
}
