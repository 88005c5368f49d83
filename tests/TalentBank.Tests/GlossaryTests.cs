using System.Text.Json;
using System.Text.RegularExpressions;

namespace TalentBank.Tests;

/// <summary>One concept, one word: what readers see keeps to <c>docs/glossary.md</c>.</summary>
public sealed partial class GlossaryTests
{
    private static readonly string[][] Rows = [.. Repository.Read("docs/glossary.md").Split('\n')
        .Where(line => Row().IsMatch(line))
        .Select(line => line.Trim('|', ' ').Split('|').Select(cell => cell.Trim()).ToArray())];

    /// <summary>The Chinese words that the glossary says not to write.</summary>
    private static readonly string[] Avoided = [.. Rows.SelectMany(row => Words(row[4])).Except(Rows.SelectMany(row => Words(row[2]).Concat(Words(row[3]))))];

    [Fact]
    public void The_glossary_names_words_to_avoid()
    {
        Rows.Length.ShouldBe(35);
        Avoided.ShouldContain("提现");
        Found("您可以提现学分").ShouldBe(["提现"]);
        Found("园区运营公司安排培训").ShouldBeEmpty("an allowed word may hold an avoided one");
    }

    [Fact]
    public void No_refusal_says_what_the_glossary_avoids()
    {
        var sentences = JsonSerializer.Deserialize<Dictionary<string, string>>(Repository.Read("src/TalentBank/Refusals/zh.json"))!;

        sentences.SelectMany(sentence => Found(sentence.Value).Select(word => $"{sentence.Key}: {word}")).ShouldBeEmpty();
    }

    [Fact]
    public void No_description_of_the_schema_says_what_the_glossary_avoids() =>
        Directory.EnumerateFiles(Repository.PathTo("schema")).SelectMany(file => Found(File.ReadAllText(file)).Select(word => $"{Path.GetFileName(file)}: {word}")).ShouldBeEmpty();

    private static string[] Found(string text)
    {
        var rest = Rows.SelectMany(row => Words(row[2]).Concat(Words(row[3]))).OrderByDescending(word => word.Length).Aggregate(text, (left, word) => left.Replace(word, "。", StringComparison.Ordinal));
        return [.. Avoided.Where(word => rest.Contains(word, StringComparison.Ordinal))];
    }

    private static IEnumerable<string> Words(string cell) => Chinese().Matches(Remark().Replace(cell, "")).Select(match => match.Value);

    [GeneratedRegex(@"^\| \d+ \|", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Row();

    [GeneratedRegex(@"[\u4e00-\u9fff]{2,}", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Chinese();

    [GeneratedRegex(@"\([^)]*\)", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Remark();
}
