using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace TalentBank;

/// <summary>An amount of money in yuan (RMB), exact to the fen; never floating point. Written as text with two decimals.</summary>
[JsonConverter(typeof(YuanConverter))]
public readonly record struct Yuan(decimal Amount) : IComparable<Yuan>
{
    /// <summary>The largest amount the ledger holds in one transfer: numeric(18,2).</summary>
    public const decimal Most = 9_999_999_999_999_999.99m;

    /// <summary>Reads "1234", "1234.5" or "1234.50": digits, at most two decimals, no sign but a leading minus, no separators.</summary>
    public static bool TryParse(string text, out Yuan yuan)
    {
        yuan = default;
        if (!decimal.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var amount)
            || amount != decimal.Round(amount, 2) || Math.Abs(amount) > Most || text.StartsWith('+'))
        {
            return false;
        }

        yuan = new Yuan(amount);
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

    private sealed class YuanConverter : JsonConverter<Yuan>
    {
        public override Yuan Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            TryParse(reader.GetString() ?? "", out var yuan) ? yuan : throw new JsonException("Not an amount of yuan.");

        public override void Write(Utf8JsonWriter writer, Yuan value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
    }
}
