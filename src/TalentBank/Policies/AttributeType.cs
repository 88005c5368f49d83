using System.Globalization;

namespace TalentBank.Policies;

/// <summary>What kind of value an attribute has.</summary>
public enum AttributeType
{
    /// <summary><c>true</c> or <c>false</c>.</summary>
    Flag,

    /// <summary>A decimal number.</summary>
    Number,

    /// <summary>A calendar day: <c>2026-01-01</c>.</summary>
    Date,

    /// <summary>One of the attribute's codes.</summary>
    Code,
}

/// <summary>How values of each type are written as text, and which comparisons make sense of them.</summary>
public static class AttributeTypes
{
    /// <summary>The value that the text stands for; null where it stands for none of this type.</summary>
    public static IComparable? Read(AttributeType type, string text) => type switch
    {
        AttributeType.Flag => text switch { "true" => true, "false" => false, _ => null },
        AttributeType.Number => decimal.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null,
        AttributeType.Date => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : null,
        _ => text,
    };

    public static string Write(IComparable value) => value switch
    {
        bool flag => flag ? "true" : "false",
        decimal number => number.ToString("0.##", CultureInfo.InvariantCulture),
        DateOnly date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        _ => (string)value,
    };

    public static bool Compares(AttributeType type, PolicyComparison comparison) => comparison switch
    {
        PolicyComparison.Is or PolicyComparison.IsKnown => true,
        PolicyComparison.OneOf => type is not AttributeType.Flag,
        _ => type is AttributeType.Number or AttributeType.Date,
    };
}
