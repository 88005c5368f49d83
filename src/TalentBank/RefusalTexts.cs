using System.Collections.Frozen;
using System.Globalization;
using System.Text.RegularExpressions;

namespace TalentBank;

/// <summary>The sentence to each refusal's code, in Chinese and English: <c>Refusals/zh.json</c>, <c>Refusals/en.json</c>.</summary>
public static partial class RefusalTexts
{
    private static readonly FrozenDictionary<string, string> Chinese = Load("zh");
    private static readonly FrozenDictionary<string, string> English = Load("en");

    /// <summary>The refusal as the sender reads it.</summary>
    /// <param name="refusal">What was refused, and the values its sentence names.</param>
    /// <param name="language">A language tag: English for <c>en</c> and its variants, otherwise Chinese.</param>
    public static string Sentence(Refusal refusal, string? language)
    {
        var inEnglish = language is not null && (language.Equals("en", StringComparison.OrdinalIgnoreCase) || language.StartsWith("en-", StringComparison.OrdinalIgnoreCase));
        var values = refusal.Values.ToDictionary(value => value.Name, value => value.Value);
        return Placeholder().Replace(
            (inEnglish ? English : Chinese)[refusal.Code],
            match => Write(values.GetValueOrDefault(match.Groups["name"].Value), inEnglish));
    }

    private static string Write(object? value, bool inEnglish) => value switch
    {
        null => "—",
        Text text => inEnglish ? text.En : text.Zh,
        DateOnly date when inEnglish => date.ToString("d MMMM yyyy", CultureInfo.InvariantCulture),
        DateOnly date => date.ToString("yyyy年M月d日", CultureInfo.InvariantCulture),
        DateTimeOffset instant => instant.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture),
        decimal amount => amount.ToString("0.####", CultureInfo.InvariantCulture),
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString()!,
    };

    private static FrozenDictionary<string, string> Load(string language) =>
        Json.Resource<Dictionary<string, string>>($"Refusals.{language}.json").ToFrozenDictionary();

    [GeneratedRegex(@"\{(?<name>[a-zA-Z]+)\}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Placeholder();
}
