using System.Globalization;
using System.Text;
using System.Text.Json;
using TalentBank.GraphQL.Language;

namespace TalentBank.GraphQL.Types;

/// <summary>
/// An input value before any type says what it means: null, bool, int, long, decimal (an integer beyond long), double, string,
/// <c>IReadOnlyList&lt;object?&gt;</c> or <c>IReadOnlyDictionary&lt;string, object?&gt;</c> of those.
/// </summary>
public static class RawValue
{
    /// <summary>An error that quotes a value quotes no more of it than this many characters.</summary>
    private const int LongestPrint = 200;

    /// <summary>The literal's value; a variable without a value is null, as an object's field it is left out.</summary>
    public static object? Of(Ast.Value literal, IReadOnlyDictionary<string, object?>? variables = null)
    {
        switch (literal)
        {
            case Ast.Variable variable:
                return variables?.GetValueOrDefault(variable.Name.Value);
            case Ast.IntValue number:
                return Number(number.Value);
            case Ast.FloatValue number:
                return double.Parse(number.Value, NumberStyles.Float, CultureInfo.InvariantCulture);
            case Ast.StringValue text:
                return text.Value;
            case Ast.BooleanValue boolean:
                return boolean.Value;
            case Ast.EnumValue name:
                return name.Value;
            case Ast.ListValue list:
                var items = new List<object?>(list.Values.Length);
                foreach (var item in list.Values)
                    items.Add(Of(item, variables));
                return items;
            case Ast.ObjectValue map:
                var fields = new OrderedDictionary<string, object?>(map.Fields.Length);
                foreach (var field in map.Fields)
                {
                    if (field.Value is not Ast.Variable { Name.Value: var name } || variables?.ContainsKey(name) == true)
                        fields[field.Name.Value] = Of(field.Value, variables);
                }
                return fields;
            default:
                return null;
        }
    }

    /// <summary>The value that the JSON has.</summary>
    public static object? Of(JsonElement json)
    {
        switch (json.ValueKind)
        {
            case JsonValueKind.True:
                return true;
            case JsonValueKind.False:
                return false;
            case JsonValueKind.String:
                return json.GetString();
            case JsonValueKind.Number:
                var digits = json.GetRawText();
                return digits.AsSpan().ContainsAny('.', 'e', 'E') ? json.GetDouble() : Number(digits);
            case JsonValueKind.Array:
                var items = new List<object?>(json.GetArrayLength());
                foreach (var item in json.EnumerateArray())
                    items.Add(Of(item));
                return items;
            case JsonValueKind.Object:
                var fields = new OrderedDictionary<string, object?>();
                foreach (var field in json.EnumerateObject())
                    fields[field.Name] = Of(field.Value);
                return fields;
            default:
                return null;
        }
    }

    /// <summary>The value as an error quotes it, shortened if it is long.</summary>
    public static string Print(object? raw)
    {
        var print = new StringBuilder();
        Print(raw, print);
        return print.Length <= LongestPrint ? print.ToString() : $"{print.ToString(0, LongestPrint)}...";
    }

    private static object Number(string digits)
    {
        if (int.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var small))
            return small;
        if (long.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var large))
            return large;
        if (decimal.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var exact))
            return exact;
        return double.Parse(digits, NumberStyles.Float, CultureInfo.InvariantCulture);
    }

    private static void Print(object? raw, StringBuilder print)
    {
        if (print.Length > LongestPrint)
            return;
        switch (raw)
        {
            case null:
                print.Append("null");
                break;
            case bool boolean:
                print.Append(boolean ? "true" : "false");
                break;
            case string text:
                print.Append(Printer.PrintString(text.Length <= LongestPrint ? text : text[..LongestPrint]));
                break;
            case IReadOnlyDictionary<string, object?> map:
                var separator = "{ ";
                foreach (var (name, value) in map)
                {
                    print.Append(separator).Append(name).Append(": ");
                    Print(value, print);
                    separator = ", ";
                }
                print.Append(map.Count == 0 ? "{}" : " }");
                break;
            case IReadOnlyList<object?> list:
                print.Append('[');
                for (var index = 0; index < list.Count && print.Length <= LongestPrint; index++)
                {
                    print.Append(index == 0 ? "" : ", ");
                    Print(list[index], print);
                }
                print.Append(']');
                break;
            default:
                print.Append(CultureInfo.InvariantCulture, $"{raw}");
                break;
        }
    }
}
