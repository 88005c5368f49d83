using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace TalentBank.GraphQL.Language;

/// <summary>
/// The name of one element of a schema (specification, section 2, "Schema Coordinates"): <c>Type</c>, <c>Type.member</c>,
/// <c>Type.field(argument:)</c>, <c>@directive</c> or <c>@directive(argument:)</c>.
/// </summary>
/// <param name="Name">A type's name, or a directive's without the @.</param>
/// <param name="Member">A field, an input field or an enum value.</param>
/// <param name="Argument">Of the field or directive.</param>
/// <param name="IsDirective">Whether the name is a directive's.</param>
public sealed partial record SchemaCoordinate(string Name, string? Member = null, string? Argument = null, bool IsDirective = false)
{
    /// <summary>Reads a coordinate; nothing else may stand in the text, neither blanks nor comments.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out SchemaCoordinate? coordinate)
    {
        coordinate = null;
        if (Grammar().Match(text) is not { Success: true } match)
            return false;
        var read = new SchemaCoordinate(match.Groups["name"].Value, Part(match, "member"), Part(match, "argument"), match.Groups["at"].Success);
        // A directive has no members, a type no arguments.
        if (read.IsDirective ? read.Member is not null : read.Argument is not null && read.Member is null)
            return false;
        coordinate = read;
        return true;
    }

    /// <exception cref="FormatException">The text is no coordinate.</exception>
    public static SchemaCoordinate Parse(string text) =>
        TryParse(text, out var coordinate) ? coordinate : throw new FormatException($"\"{text}\" is no schema coordinate.");

    public override string ToString() =>
        $"{(IsDirective ? "@" : "")}{Name}{(Member is null ? "" : $".{Member}")}{(Argument is null ? "" : $"({Argument}:)")}";

    private static string? Part(Match match, string group) => match.Groups[group] is { Success: true, Value: var value } ? value : null;

    // A Name is [_A-Za-z][_0-9A-Za-z]* (section 2.1.9); \z, since $ also matches before a last line break.
    [GeneratedRegex(@"\A(?<at>@)?(?<name>[_A-Za-z][_0-9A-Za-z]*)(\.(?<member>[_A-Za-z][_0-9A-Za-z]*))?(\((?<argument>[_A-Za-z][_0-9A-Za-z]*):\))?\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Grammar();
}
