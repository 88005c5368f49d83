using System.Globalization;
using System.Text.RegularExpressions;
using TalentBank.GraphQL.Types;
using TalentBank.Parties;

namespace TalentBank.Server.Api;

/// <summary>The scalars of <c>schema.graphql</c>: what comes in, what goes out.</summary>
public static partial class Scalars
{
    public static readonly IReadOnlyList<ScalarCoercion> All =
    [
        new("Date")
        {
            ParseValue = raw => raw is string text && DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
                ? Coerced.Value(date)
                : Coerced.Refused("a Date is a calendar day written \"2025-12-31\""),
            Serialize = value => Coerced.Value(((DateOnly)value).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
        },
        new("DateTime")
        {
            ParseValue = raw => raw is string text && Instant().IsMatch(text) && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant)
                ? Coerced.Value(instant.ToUniversalTime())
                : Coerced.Refused("a DateTime is an instant with its offset, written \"2025-12-31T16:00:00Z\""),
            Serialize = value => Coerced.Value(((DateTimeOffset)value).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'", CultureInfo.InvariantCulture)),
        },
        new("Yuan")
        {
            ParseValue = raw => Amount(raw) is { } text && Yuan.TryParse(text, out var yuan)
                ? Coerced.Value(yuan)
                : Coerced.Refused("Yuan is an amount with at most two decimals, written \"50000.00\", or a whole number"),
            Serialize = value => Coerced.Value(value is decimal amount ? new Yuan(amount).ToString() : ((Yuan)value).ToString()),
        },
        new("Uscc")
        {
            ParseValue = raw => raw is not string text ? Coerced.Refused("a Unified Social Credit Code is text")
                : Uscc.Parse(text, out var problem) is { } code ? Coerced.Value(code)
                : Coerced.Refused(problem!),
            Serialize = value => Coerced.Value(value.ToString()),
        },
        new("UUID")
        {
            ParseValue = raw => raw is string text && Guid.TryParseExact(text, "D", out var id) ? Coerced.Value(id) : Coerced.Refused("a UUID is written \"01890a5d-ac96-774b-bcce-b302099a8057\""),
            Serialize = value => Coerced.Value(value.ToString()),
        },
        new("LogPosition")
        {
            ParseValue = raw => raw switch
            {
                int number and >= 0 => Coerced.Value((long)number),
                long number and >= 0 => Coerced.Value(number),
                _ => Coerced.Refused("a LogPosition is a whole number from 0 on"),
            },
        },
        new("Quantity")
        {
            ParseValue = raw => raw switch
            {
                int number => Coerced.Value((decimal)number),
                long number => Coerced.Value((decimal)number),
                decimal number => Coerced.Value(number),
                string text when decimal.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) => Coerced.Value(number),
                double number when Math.Abs(number) < 1e15 => Coerced.Value((decimal)number),
                _ => Coerced.Refused("a Quantity is a decimal number"),
            },
            // Without trailing zeros: 3, not 3.00.
            Serialize = value => Coerced.Value(value is decimal number ? number / 1.000000000000000000000000000000m : value),
        },
    ];

    private static string? Amount(object raw) => raw switch
    {
        string text => text,
        int or long => System.Convert.ToString(raw, CultureInfo.InvariantCulture),
        _ => null,
    };

    [GeneratedRegex(@"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,7})?(Z|[+-]\d{2}:\d{2})$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Instant();
}
