using System.Text.Json;
using System.Text.Json.Serialization;

namespace TalentBank.Parties;

/// <summary>A Unified Social Credit Code (统一社会信用代码, GB 32100-2015): 18 characters, the last a check of the others.</summary>
[JsonConverter(typeof(UsccConverter))]
public readonly record struct Uscc
{
    private const string Alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    private static readonly int[] Weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];

    private Uscc(string code) => Code = code;

    public string Code { get; }

    /// <summary>Reads a code, upper or lower case; null with the reason where it is none.</summary>
    public static Uscc? Parse(string text, out string? problem)
    {
        var code = text.ToUpperInvariant();
        problem = code switch
        {
            { Length: not 18 } => $"a Unified Social Credit Code has 18 characters, not {text.Length}",
            _ when StrangerIn(code) is { } stranger => $"'{stranger}' does not occur in a Unified Social Credit Code",
            _ when code[17] != CheckCharacter(code[..17]) => $"its check character should be {CheckCharacter(code[..17])}, not {code[17]}",
            _ => null,
        };
        return problem is null ? new Uscc(code) : null;
    }

    /// <summary>The 18th character for the first 17 (GB 32100-2015, annex A: modulus 31).</summary>
    public static char CheckCharacter(string first17)
    {
        var sum = 0;
        for (var i = 0; i < Weights.Length; i++)
            sum += Alphabet.IndexOf(first17[i], StringComparison.Ordinal) * Weights[i];
        return Alphabet[(31 - (sum % 31)) % 31];
    }

    public override string ToString() => Code;

    private static string? StrangerIn(string code) =>
        code.EnumerateRunes().Select(rune => rune.ToString()).FirstOrDefault(letter => !Alphabet.Contains(letter, StringComparison.Ordinal));

    private sealed class UsccConverter : JsonConverter<Uscc>
    {
        public override Uscc Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            Parse(reader.GetString() ?? "", out var problem) ?? throw new JsonException(problem);

        public override void Write(Utf8JsonWriter writer, Uscc value, JsonSerializerOptions options) => writer.WriteStringValue(value.Code);
    }
}
