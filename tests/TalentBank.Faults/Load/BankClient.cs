using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace TalentBank.Faults.Load;

/// <summary>Speaks to one server as any client does: HTTP, tokens, GraphQL.</summary>
internal sealed class BankClient(int server, Uri address) : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { ConnectTimeout = TimeSpan.FromSeconds(10) }) { BaseAddress = address, Timeout = TimeSpan.FromSeconds(90) };
    private readonly ConcurrentDictionary<string, string> _tokens = new();

    public int Server => server;

    /// <summary>Sends a command once and waits for what comes of it.</summary>
    public async Task<Answer> Send(SentCommand command)
    {
        var input = command.Fields;
        input["commandId"] = command.Id;
        var type = char.ToUpperInvariant(command.Field[0]) + command.Field[1..];
        try
        {
            using var response = await Post(command.As, $"mutation($input: {type}Input!) {{ {command.Field}(input: $input) {{ position errors {{ code }} {command.Selection} }} }}", new { input });
            if (response.StatusCode != HttpStatusCode.OK)
                return new Answer.Unknown($"{(int)response.StatusCode}");
            var answer = await response.Content.ReadFromJsonAsync<JsonElement>();
            if (answer.TryGetProperty("errors", out var errors))
                return new Answer.Unknown($"200, {string.Join(", ", errors.EnumerateArray().Select(CodeOf).Distinct())}");
            var payload = answer.GetProperty("data").GetProperty(command.Field);
            string[] refusals = [.. payload.GetProperty("errors").EnumerateArray().Select(refusal => refusal.GetProperty("code").GetString()!)];
            return refusals.Length > 0
                ? new Answer.Refused(string.Join(", ", refusals))
                : new Answer.Accepted(PositionOf(payload), SentCommand.ResultIn(payload));
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException or OperationCanceledException or JsonException)
        {
            return new Answer.Unknown(fault is OperationCanceledException ? "no answer in 90 s" : "connection lost");
        }
    }

    /// <summary>The data of an answer without errors.</summary>
    public async Task<JsonElement> Ask(string person, string query, object? variables = null)
    {
        using var response = await Post(person, query, variables);
        var answer = await response.Content.ReadFromJsonAsync<JsonElement>();
        return answer.TryGetProperty("errors", out var errors) ? throw new InvalidOperationException($"{query}: {errors}") : answer.GetProperty("data");
    }

    public void Dispose() => _http.Dispose();

    private async Task<HttpResponseMessage> Post(string person, string query, object? variables)
    {
        var response = await Post(await Token(person), query, variables);
        if (response.StatusCode is not HttpStatusCode.Unauthorized)
            return response;
        // A server that was started again, or whose clock has jumped, wants a token of now.
        response.Dispose();
        _tokens.TryRemove(person, out _);
        return await Post(await Token(person), query, variables);

        async Task<HttpResponseMessage> Post(string token, string query, object? variables)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/graphql") { Content = JsonContent.Create(new { query, variables }) };
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
            return await _http.SendAsync(request);
        }
    }

    private async Task<string> Token(string person)
    {
        if (!_tokens.TryGetValue(person, out var token))
            _tokens[person] = token = await _http.GetStringAsync($"/dev/token?as={person}");
        return token;
    }

    private static long PositionOf(JsonElement payload) =>
        payload.GetProperty("position") is { ValueKind: JsonValueKind.Number } number
            ? number.GetInt64()
            : long.Parse(payload.GetProperty("position").GetString()!, System.Globalization.CultureInfo.InvariantCulture);

    private static string CodeOf(JsonElement error) =>
        error.TryGetProperty("extensions", out var extensions) && extensions.TryGetProperty("code", out var code) ? code.GetString()! : "no code";
}
