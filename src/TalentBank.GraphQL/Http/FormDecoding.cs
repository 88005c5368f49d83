namespace TalentBank.GraphQL.Http;

/// <summary>The <c>application/x-www-form-urlencoded</c> format of a URL's query (WHATWG URL standard, section 5.1).</summary>
internal static class FormDecoding
{
    /// <summary>The decoded pairs; of a name given twice, the first counts, as <c>URLSearchParams.get</c> has it.</summary>
    public static Dictionary<string, string> Decode(string? query)
    {
        var pairs = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in (query ?? "").TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            var name = equals < 0 ? pair : pair[..equals];
            var value = equals < 0 ? "" : pair[(equals + 1)..];
            pairs.TryAdd(Unescape(name), Unescape(value));
        }
        return pairs;
    }

    private static string Unescape(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));
}
