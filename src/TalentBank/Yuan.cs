using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace TalentBank;

/// <summary>An amount of money in yuan (RMB), exact to the fen; never floating point. Written as text with two decimals.</summary>
[JsonConverter(typeof(YuanConverter))]
public readonly partial record struct Yuan(decimal Amount) : IComparable<Yuan>
{
    /// <summary>The largest amount the ledger holds in one transfer: numeric(18,2).</summary>
    public const decimal Most = 9_999_999_999_999_999.99m;

    /// <summary>Reads "1234", "1234.5" or "1234.50": digits, at most two decimals, no sign but a leading minus, no separators.</summary>
    public static bool TryParse(string text, out Yuan yuan)
    {
        yuan = default;
        if (!AmountText().IsMatch(text))
            return false;
        var amount = decimal.Parse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        yuan = new Yuan(amount == 0 ? 0 : amount); // not the decimal that is written -0.00
        return true;
    }

    public int CompareTo(Yuan other) => Amount.CompareTo(other.Amount);

    public override string ToString() => Amount.ToString("0.00", CultureInfo.InvariantCulture);

    public static implicit operator Yuan(decimal amount) => new(amount);

    public static Yuan operator +(Yuan left, Yuan right) => new(left.Amount + right.Amount);

    public static Yuan operator -(Yuan left, Yuan right) => new(left.Amount - right.Amount);

    public static bool operator <(Yuan left, Yuan right) => left.Amount < right.Amount;

    public static bool operator >(Yuan left, Yuan right) => left.Amount > right.Amount;

    public static bool operator <=(Yuan left, Yuan right) => left.Amount <= right.Amount;

    public static bool operator >=(Yuan left, Yuan right) => left.Amount >= right.Amount;

    /// <summary>As many digits as <see cref="Most"/> has.</summary>
    [GeneratedRegex(@"^-?[0-9]{1,16}(\.[0-9]{1,2})?\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex AmountText();

    private sealed class YuanConverter : JsonConverter<Yuan>
    {
        public override Yuan Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            TryParse(reader.GetString() ?? "", out var yuan) ? yuan : throw new JsonException("Not an amount of yuan.");

        public override void Write(Utf8JsonWriter writer, Yuan value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
    }
}
