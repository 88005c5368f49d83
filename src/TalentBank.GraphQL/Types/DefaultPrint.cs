using System.Globalization;
using System.Text.RegularExpressions;
using TalentBank.GraphQL.Language;

namespace TalentBank.GraphQL.Types;

/// <summary>A default as introspection and printed schemas show it: the coerced value, so that nothing left out has to be known.</summary>
internal static partial class DefaultPrint
{
    public static string Of(InputValue input) => TryPrint(input.Default, input.Type) ?? Printer.Print(input.DefaultValue!);

    /// <summary>The value as a literal; null if its scalar does not say how it is written.</summary>
    private static string? TryPrint(object? value, GraphQLType type)
    {
        if (value is null)
            return "null";
        switch (type)
        {
            case NonNullType nonNull:
                return TryPrint(value, nonNull.Of);
            case ListType list:
                var items = ((IReadOnlyList<object?>)value).Select(item => TryPrint(item, list.Of)).ToArray();
                return items.Contains(null) ? null : $"[{string.Join(", ", items)}]";
            case InputObjectType input:
                var map = (IReadOnlyDictionary<string, object?>)value;
                var fields = input.Fields
                    .Where(field => map.ContainsKey(field.Name))
                    .Select(field => (field.Name, Value: TryPrint(map[field.Name], field.Type)))
                    .ToArray();
                return fields.Any(static field => field.Value is null) ? null : $"{{{string.Join(", ", fields.Select(static field => $"{field.Name}: {field.Value}"))}}}";
            case EnumType:
                return (string)value;
            case ScalarType scalar:
                return scalar.Serialize(value) is { IsRefused: false, Result: { } serialized } ? TryPrint(serialized, scalar) : null;
            default:
                return null;
        }
    }

    private static string? TryPrint(object serialized, ScalarType scalar) => serialized switch
    {
        bool boolean => boolean ? "true" : "false",
        string text => scalar.Name == "ID" && Integer.IsMatch(text) ? text : Printer.PrintString(text),
        int or long or decimal or double => Convert.ToString(serialized, CultureInfo.InvariantCulture),
        _ => null,
    };

    [GeneratedRegex("^-?(?:0|[1-9][0-9]*)$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Integer { get; }
}
