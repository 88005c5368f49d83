using System.Text;

namespace TalentBank.Benchmarks.Api;

/// <summary>A POST that is sent again and again.</summary>
internal sealed record Request(Uri Url, string Body, string? Token = null)
{
    public IEnumerable<(string Name, string Value)> Headers =>
        [("Content-Type", "application/json"), .. Token is null ? Array.Empty<(string, string)>() : [("Authorization", $"Bearer {Token}")]];

    /// <summary>The body of the answer.</summary>
    public async Task<string> Send()
    {
        using var client = new HttpClient();
        using var content = new StringContent(Body, Encoding.UTF8, "application/json");
        if (Token is not null)
            client.DefaultRequestHeaders.Authorization = new("Bearer", Token);
        using var response = await client.PostAsync(Url, content);
        var text = await response.Content.ReadAsStringAsync();
        return response.IsSuccessStatusCode ? text : throw new InvalidOperationException($"{Url} answered {(int)response.StatusCode}: {text}");
    }
}
