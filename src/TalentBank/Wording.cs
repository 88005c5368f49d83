using System.Globalization;
using System.Text;

namespace TalentBank;

/// <summary>Checks of people's own words.</summary>
public static class Wording
{
    /// <summary>One line of text within these bounds, counted in characters as readers see code points; no control characters, no blanks at the ends.</summary>
    public static bool IsLine(string text, int least, int most)
    {
        var length = text.EnumerateRunes().Count();
        return length >= least && length <= most && text.Trim().Length == text.Length
            && text.EnumerateRunes().All(rune => Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator));
    }

    /// <summary>The enum value as the schema and the ledger write it: SCREAMING_SNAKE.</summary>
    public static string Code<TEnum>(TEnum value)
        where TEnum : struct, Enum => System.Text.Json.JsonNamingPolicy.SnakeCaseUpper.ConvertName(value.ToString());
}
