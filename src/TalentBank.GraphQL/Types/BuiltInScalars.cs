using System.Collections.Frozen;
using System.Globalization;
using System.Numerics;
using TalentBank.GraphQL.Language;

namespace TalentBank.GraphQL.Types;

/// <summary>How the five scalars of every schema come in and go out (specification, sections 3.5.1 to 3.5.5).</summary>
public static class BuiltInScalars
{
    private static readonly ScalarCoercion Int = new("Int")
    {
        Serialize = static value => Integer(Numeric(value), value),
        ParseValue = static raw => raw is int ? Coerced.Value(raw) : Integer(raw is bool or string ? null : raw, raw),
        ParseLiteral = static (literal, _) => literal is Ast.IntValue number
            ? Integer(RawValue.Of(number), literal)
            : Coerced.Refused($"Int cannot represent non-integer value: {literal}"),
    };

    private static readonly ScalarCoercion Float = new("Float")
    {
        Serialize = static value => Finite(Numeric(value), value),
        ParseValue = static raw => Finite(raw is bool or string ? null : raw, raw),
        ParseLiteral = static (literal, _) => literal is Ast.IntValue or Ast.FloatValue
            ? Finite(RawValue.Of(literal), literal)
            : Coerced.Refused($"Float cannot represent non numeric value: {literal}"),
    };

    private static readonly ScalarCoercion String = new("String")
    {
        Serialize = static value => value switch
        {
            string => Coerced.Value(value),
            bool boolean => Coerced.Value(boolean ? "true" : "false"),
            _ when IsNumber(value) => Coerced.Value(Convert.ToString(value, CultureInfo.InvariantCulture)),
            _ => Coerced.Refused($"String cannot represent value: {RawValue.Print(value)}"),
        },
        ParseValue = static raw => raw is string
            ? Coerced.Value(raw)
            : Coerced.Refused($"String cannot represent a non string value: {RawValue.Print(raw)}"),
        ParseLiteral = static (literal, _) => literal is Ast.StringValue text
            ? Coerced.Value(text.Value)
            : Coerced.Refused($"String cannot represent a non string value: {literal}"),
    };

    private static readonly ScalarCoercion Boolean = new("Boolean")
    {
        Serialize = static value => value switch
        {
            bool => Coerced.Value(value),
            _ when IsNumber(value) && double.IsFinite(Convert.ToDouble(value, CultureInfo.InvariantCulture)) =>
                Coerced.Value(Convert.ToDouble(value, CultureInfo.InvariantCulture) != 0),
            _ => Coerced.Refused($"Boolean cannot represent a non boolean value: {RawValue.Print(value)}"),
        },
        ParseValue = static raw => raw is bool
            ? Coerced.Value(raw)
            : Coerced.Refused($"Boolean cannot represent a non boolean value: {RawValue.Print(raw)}"),
        ParseLiteral = static (literal, _) => literal is Ast.BooleanValue boolean
            ? Coerced.Value(boolean.Value)
            : Coerced.Refused($"Boolean cannot represent a non boolean value: {literal}"),
    };

    private static readonly ScalarCoercion Id = new("ID")
    {
        Serialize = static value => value is Guid guid ? Coerced.Value(guid.ToString()) : Identifier(value),
        ParseValue = Identifier,
        ParseLiteral = static (literal, _) => literal switch
        {
            Ast.StringValue text => Coerced.Value(text.Value),
            Ast.IntValue number => Coerced.Value(number.Value),
            _ => Coerced.Refused($"ID cannot represent a non-string and non-integer value: {literal}"),
        },
    };

    /// <summary>By name: Int, Float, String, Boolean, ID.</summary>
    public static readonly FrozenDictionary<string, ScalarCoercion> All =
        new[] { Int, Float, String, Boolean, Id }.ToFrozenDictionary(static scalar => scalar.Name);

    /// <summary>A resolver's value as the number that it is or spells; null if it is none.</summary>
    private static object? Numeric(object value) => value switch
    {
        bool boolean => boolean ? 1 : 0,
        string text => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null,
        _ => value,
    };

    private static Coerced Integer(object? number, object given) => number switch
    {
        int => Coerced.Value(number),
        long whole => whole is >= int.MinValue and <= int.MaxValue ? Coerced.Value((int)whole) : TooLarge(given),
        double real when double.IsInteger(real) => real is >= int.MinValue and <= int.MaxValue ? Coerced.Value((int)real) : TooLarge(given),
        decimal whole when decimal.IsInteger(whole) => whole is >= int.MinValue and <= int.MaxValue ? Coerced.Value((int)whole) : TooLarge(given),
        short or ushort or sbyte or byte => Coerced.Value(Convert.ToInt32(number, CultureInfo.InvariantCulture)),
        uint or ulong => Convert.ToUInt64(number, CultureInfo.InvariantCulture) is var whole && whole <= int.MaxValue
            ? Coerced.Value((int)whole)
            : TooLarge(given),
        _ => Coerced.Refused($"Int cannot represent non-integer value: {Print(given)}"),
    };

    private static Coerced TooLarge(object given) => Coerced.Refused($"Int cannot represent non 32-bit signed integer value: {Print(given)}");

    private static Coerced Finite(object? number, object given) =>
        number is not null && IsNumber(number) && Convert.ToDouble(number, CultureInfo.InvariantCulture) is var real && double.IsFinite(real)
            ? Coerced.Value(real)
            : Coerced.Refused($"Float cannot represent non numeric value: {Print(given)}");

    private static Coerced Identifier(object value) => value switch
    {
        string => Coerced.Value(value),
        int or long or short or ushort or sbyte or byte or uint or ulong or BigInteger => Coerced.Value(Convert.ToString(value, CultureInfo.InvariantCulture)),
        decimal whole when decimal.IsInteger(whole) => Coerced.Value(whole.ToString("0", CultureInfo.InvariantCulture)),
        double real when double.IsInteger(real) => Coerced.Value(real.ToString("0", CultureInfo.InvariantCulture)),
        _ => Coerced.Refused($"ID cannot represent value: {RawValue.Print(value)}"),
    };

    private static bool IsNumber(object value) =>
        value is int or long or double or decimal or float or short or ushort or sbyte or byte or uint or ulong;

    private static string Print(object given) => given is Ast.Value literal ? literal.ToString() : RawValue.Print(given);
}
