namespace TalentBank.Server.Api;

/// <summary>Text that PostgreSQL cannot hold, in text or in jsonb: U+0000, and half a surrogate pair (design, section 9).</summary>
public static class UnwritableText
{
    /// <summary>The first field that holds such text, dotted; null where none does.</summary>
    public static string? FieldOf(IReadOnlyDictionary<string, object?> fields) =>
        fields.Select(field => Find(field.Value, field.Key)).FirstOrDefault(found => found is not null);

    private static string? Find(object? value, string at) => value switch
    {
        string text => IsUnwritable(text) ? at : null,
        IReadOnlyDictionary<string, object?> fields => FieldOf(fields) is { } inner ? $"{at}.{inner}" : null,
        IEnumerable<object?> items => items.Select(item => Find(item, at)).FirstOrDefault(found => found is not null),
        _ => null,
    };

    private static bool IsUnwritable(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
                i++;
            else if (text[i] == '\0' || char.IsSurrogate(text[i]))
                return true;
        }

        return false;
    }
}
