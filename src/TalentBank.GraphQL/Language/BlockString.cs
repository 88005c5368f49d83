using System.Text;

namespace TalentBank.GraphQL.Language;

/// <summary>BlockStringValue() and its inverse (specification, section 2.10.3).</summary>
public static class BlockString
{
    private const int LongestSingleLine = 70;

    /// <summary>The lines without common indentation (the first line has none) and without blank lines at both ends.</summary>
    public static IReadOnlyList<string> Dedent(IReadOnlyList<string> lines)
    {
        var common = int.MaxValue;
        var (first, last) = (-1, -1);
        for (var index = 0; index < lines.Count; index++)
        {
            var indentation = Indentation(lines[index]);
            if (indentation == lines[index].Length)
                continue;
            if (first < 0)
                first = index;
            last = index;
            if (index > 0)
                common = Math.Min(common, indentation);
        }
        if (first < 0)
            return [];
        var dedented = new string[last - first + 1];
        for (var index = first; index <= last; index++)
        {
            var line = lines[index];
            dedented[index - first] = index == 0 ? line : line[Math.Min(common, line.Length)..];
        }
        return dedented;
    }

    /// <summary>The value between triple quotes, on lines of its own where that reads better or has to be.</summary>
    public static string Print(string value)
    {
        var escaped = value.Replace("\"\"\"", "\\\"\"\"", StringComparison.Ordinal);
        var lines = escaped.Split(["\r\n", "\n", "\r"], StringSplitOptions.None);
        var single = lines.Length == 1;
        // Indentation common to all lines but the first would be taken away again.
        var leadingLine = !single && lines.Skip(1).All(static line => line.Length == 0 || IsWhitespace(line[0]));
        var endsInTripleQuotes = escaped.EndsWith("\\\"\"\"", StringComparison.Ordinal);
        var trailingLine = (value.EndsWith('"') && !endsInTripleQuotes) || value.EndsWith('\\');
        var multiple = !single || value.Length > LongestSingleLine || trailingLine || leadingLine || endsInTripleQuotes;
        var indented = single && value.Length > 0 && IsWhitespace(value[0]);

        var print = new StringBuilder("\"\"\"");
        if ((multiple && !indented) || leadingLine)
            print.Append('\n');
        print.Append(escaped);
        if (multiple || trailingLine)
            print.Append('\n');
        return print.Append("\"\"\"").ToString();
    }

    /// <summary>Between triple quotes the value reads back as it is, and without escapes.</summary>
    public static bool IsPrintable(string value)
    {
        if (value.Length == 0)
            return true;
        if (value.Any(static character => char.IsControl(character) && character is not ('\t' or '\n')))
            return false;
        var lines = value.Split('\n');
        // Blank lines at the ends, and indentation that all lines share, would be taken away.
        return Indentation(lines[0]) < lines[0].Length
            && Indentation(lines[^1]) < lines[^1].Length
            && (lines.Length == 1 || lines.Any(static line => line.Length > 0 && !IsWhitespace(line[0])));
    }

    private static int Indentation(string line)
    {
        var length = 0;
        while (length < line.Length && IsWhitespace(line[length]))
            length++;
        return length;
    }

    private static bool IsWhitespace(char character) => character is ' ' or '\t';
}
