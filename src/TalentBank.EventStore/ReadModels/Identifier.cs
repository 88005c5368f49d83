using System.Text.RegularExpressions;

namespace TalentBank.EventStore.ReadModels;

/// <summary>Names of tables and columns that are made of the product's names: checked here, quoted where they are used.</summary>
internal static partial class Identifier
{
    /// <summary>PostgreSQL cuts names after 63 bytes; this leaves room for the version and for what an index adds.</summary>
    [GeneratedRegex("^[a-z][a-z0-9_]{0,39}$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SnakeCase { get; }

    public static string Checked(string name) => SnakeCase.IsMatch(name) && !name.EndsWith('\n')
        ? name
        : throw new ArgumentException($"'{name}' is no snake_case name of at most 40 letters.", nameof(name));

    /// <summary>The column of a declared name, prefixed so that it never meets a column of the engine's own (key, position ...).</summary>
    public static string Column(string name) => $"\"by_{Checked(name)}\"";
}
