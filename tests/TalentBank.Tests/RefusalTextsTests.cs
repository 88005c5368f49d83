using System.Text.Json;
using System.Text.RegularExpressions;

namespace TalentBank.Tests;

/// <summary>Each code that can refuse somebody has a sentence in both languages, and is met by a test.</summary>
public sealed partial class RefusalTextsTests
{
    /// <summary>Codes that the host refuses with in ways that the source does not show as <c>Refuse("code")</c>.</summary>
    private static readonly string[] OfTheHost = ["acting-for-missing", "acting-for-unknown", "archived", "busy", "command-id-taken", "first-or-last", "no-membership", "not-allowed", "not-found", "not-signed-in", "origin-foreign", "out-of-reach", "request-broken", "request-too-large", "token-expired", "too-many-connections", "went-wrong"];

    private static readonly Dictionary<string, string> Zh = Load("zh");
    private static readonly Dictionary<string, string> En = Load("en");

    private static readonly ILookup<string, string[]> Sites = Repository.Sources("src")
        .SelectMany(source => Site().Matches(source.Text))
        .ToLookup(site => site.Groups["code"].Value, site => Value().Matches(site.Groups["rest"].Value).Select(value => value.Groups["name"].Value).ToArray());

    [Fact]
    public void The_sources_are_read() => Sites.Count.ShouldBeGreaterThan(50);

    [Fact]
    public void Every_code_has_a_sentence_in_both_languages()
    {
        var codes = Sites.Select(site => site.Key).Concat(OfTheHost).ToHashSet();
        codes.Except(Zh.Keys).ShouldBeEmpty("codes without a Chinese sentence");
        codes.Except(En.Keys).ShouldBeEmpty("codes without an English sentence");
    }

    [Fact]
    public void No_sentence_is_unused()
    {
        var codes = Sites.Select(site => site.Key).Concat(OfTheHost).ToHashSet();
        Zh.Keys.Except(codes).ShouldBeEmpty();
        En.Keys.Except(codes).ShouldBeEmpty();
    }

    [Fact]
    public void Every_code_of_the_product_is_met_by_a_test()
    {
        var tests = string.Concat(Repository.Sources("tests").Where(source => !source.Path.EndsWith("/RefusalTextsTests.cs", StringComparison.Ordinal)).Select(source => source.Text));
        Repository.Sources("src/TalentBank").SelectMany(source => Site().Matches(source.Text)).Select(site => site.Groups["code"].Value).Distinct()
            .Where(code => !tests.Contains($"\"{code}\"", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    /// <summary>A sentence names only what every place that refuses with its code says.</summary>
    [Fact]
    public void Every_placeholder_has_a_value_wherever_its_code_is_used()
    {
        foreach (var (code, zh) in Zh)
        {
            var placeholders = PlaceholdersOf(zh);
            PlaceholdersOf(En[code]).ShouldBe(placeholders, ignoreOrder: true, $"{code} says the same in both languages");
            foreach (var values in Sites[code])
                placeholders.Except(values).ShouldBeEmpty($"{code} is used without these values");
        }
    }

    [Fact]
    public void Names_phones_and_addresses_are_never_named() =>
        Zh.Values.Concat(En.Values).SelectMany(PlaceholdersOf).Intersect(["name", "phone", "email", "subject", "issuer"]).ShouldBeEmpty();

    [Fact]
    public void Chinese_sentences_are_punctuated_in_Chinese_and_speak_with_respect()
    {
        Zh.Values.ShouldAllBe(sentence => sentence.EndsWith('。'));
        Zh.Where(sentence => FamiliarOrHalfWidth().IsMatch(sentence.Value)).ShouldBeEmpty();
    }

    [Fact]
    public void A_refusal_is_told_in_Chinese_unless_English_is_asked_for()
    {
        var refusal = new Refusal("before-its-position", "from", [("date", new DateOnly(2026, 6, 1)), ("from", new DateOnly(2026, 7, 15))]);
        const string Chinese = "生效日期2026年6月1日早于该岗位需求的开始日期2026年7月15日。";
        RefusalTexts.Sentence(refusal, "zh").ShouldBe(Chinese);
        RefusalTexts.Sentence(refusal, null).ShouldBe(Chinese);
        RefusalTexts.Sentence(refusal, "de").ShouldBe(Chinese);
        RefusalTexts.Sentence(refusal, "en").ShouldBe("1 June 2026 is before the position requirement begins, on 15 July 2026.");
        RefusalTexts.Sentence(refusal, "en-GB").ShouldStartWith("1 June 2026");
    }

    [Fact]
    public void Numbers_instants_and_what_is_missing_are_written_plainly()
    {
        RefusalTexts.Sentence(new Refusal("credits-out-of-range", null, [("least", 0.5m), ("most", 30m)]), "en").ShouldContain("from 0.5 to 30,");
        RefusalTexts.Sentence(new Refusal("standpoints-reversed", null, [("from", null), ("to", new DateTimeOffset(2026, 6, 1, 8, 0, 0, TimeSpan.FromHours(8)))]), "en")
            .ShouldBe("The later standpoint (2026-06-01 00:00:00 UTC) must not be before the earlier (—).");
    }

    private static List<string> PlaceholdersOf(string sentence) => [.. Placeholder().Matches(sentence).Select(match => match.Groups["name"].Value).Distinct()];

    private static Dictionary<string, string> Load(string language) =>
        JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllText(Repository.PathTo($"src/TalentBank/Refusals/{language}.json")))!;

    /// <summary>A refusal's code, and what follows it up to the end of its line.</summary>
    [GeneratedRegex("""(Refuse(<[A-Za-z?]+>)?|new Refusal)\("(?<code>[a-z0-9-]+)"(?<rest>[^\n]*)""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Site();

    [GeneratedRegex("""\("(?<name>[a-zA-Z]+)", """, RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Value();

    [GeneratedRegex(@"\{(?<name>[a-zA-Z]+)\}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Placeholder();

    [GeneratedRegex("[你他她]|[,;?!]|账户名|帐|大学|公司方", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex FamiliarOrHalfWidth();
}
