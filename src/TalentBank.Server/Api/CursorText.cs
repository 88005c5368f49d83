using System.Buffers.Text;
using System.Globalization;
using System.Text.Json;
using TalentBank.EventStore.ReadModels;

namespace TalentBank.Server.Api;

/// <summary>A cursor as clients carry it: opaque, base64url of the order's values and the key.</summary>
public static class CursorText
{
    public static string Write(Cursor cursor) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(new Parts([.. cursor.Values.Select(Write)], cursor.Key)));

    /// <summary>False where the text is no cursor of an order by columns of these types.</summary>
    public static bool TryRead(string text, IReadOnlyList<ColumnType> columns, out Cursor? cursor)
    {
        cursor = null;
        try
        {
            if (JsonSerializer.Deserialize<Parts>(Base64Url.DecodeFromChars(text)) is { V: not null, K: not null } parts && parts.V.Count == columns.Count)
            {
                var values = parts.V.Select(Read).ToList();
                if (values.Zip(columns).All(pair => Fits(pair.First, pair.Second)) && !parts.K.Contains('\0', StringComparison.Ordinal))
                    cursor = new Cursor(values, parts.K);
            }
        }
        catch (Exception fault) when (fault is FormatException or JsonException or OverflowException or ArgumentException)
        {
            return false;
        }

        return cursor is not null;
    }

    private static bool Fits(object? value, ColumnType type) => value switch
    {
        null => true,
        string text => type is ColumnType.Text && !text.Contains('\0', StringComparison.Ordinal),
        bool => type is ColumnType.Flag,
        DateOnly => type is ColumnType.Date,
        DateTimeOffset => type is ColumnType.Instant,
        long => type is ColumnType.Integer,
        decimal => type is ColumnType.Amount,
        _ => false,
    };

    private static string? Write(object? value) => value switch
    {
        null => null,
        string text => $"s{text}",
        bool flag => flag ? "b1" : "b0",
        DateOnly date => $"d{date.DayNumber}",
        DateTimeOffset instant => $"i{instant.UtcTicks}",
        long or int => $"l{Convert.ToInt64(value, CultureInfo.InvariantCulture)}",
        decimal amount => $"m{amount.ToString(CultureInfo.InvariantCulture)}",
        _ => throw new InvalidOperationException($"A {value.GetType().Name} is no column's value."),
    };

    private static object? Read(string? text) => text switch
    {
        null => null,
        ['s', .. var rest] => rest,
        ['b', .. var rest] => rest == "1",
        ['d', .. var rest] => DateOnly.FromDayNumber(int.Parse(rest, CultureInfo.InvariantCulture)),
        ['i', .. var rest] => new DateTimeOffset(long.Parse(rest, CultureInfo.InvariantCulture), TimeSpan.Zero),
        ['l', .. var rest] => long.Parse(rest, CultureInfo.InvariantCulture),
        ['m', .. var rest] => decimal.Parse(rest, CultureInfo.InvariantCulture),
        _ => throw new FormatException("No column's value begins so."),
    };

    private sealed record Parts(IReadOnlyList<string?> V, string K);
}
