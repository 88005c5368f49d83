using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Json;
using TalentBank.EventStore.ReadModels;
using TalentBank.GraphQL.Types;
using TalentBank.Ledger;

namespace TalentBank.Server.Api;

/// <summary>A page of a read model's documents (Relay). What is counted is counted only when asked for.</summary>
/// <param name="Edges">The documents, each with its cursor.</param>
/// <param name="PageInfo">Where the page stands.</param>
/// <param name="Where">What the whole list is made of.</param>
/// <param name="Model">Whose documents.</param>
public sealed record Connection(IReadOnlyList<ConnectionEdge> Edges, PageInfo PageInfo, IReadOnlyList<Condition> Where, DocumentModel Model)
{
    public IEnumerable<object> Nodes => Edges.Select(edge => edge.Node);

    /// <summary>Answered by a query of its own, when asked for.</summary>
    public int TotalCount => throw new InvalidOperationException("The total is counted by the view.");
}

/// <summary>A document in a connection.</summary>
public sealed record ConnectionEdge(object Node, string Cursor);

/// <summary>From the arguments of a connection to a query of its read model, and from a page back to a connection.</summary>
public static class Connections
{
    private const int DefaultSize = 20;
    private const int MostSize = 100;

    /// <summary>How each field of the filter and each order compares which column; what fits no column becomes a problem.</summary>
    public static ConnectionArguments ArgumentsOf(Field field, DocumentModel model, List<string> problems)
    {
        var filter = new Dictionary<string, (string Column, Comparison Comparison)>();
        if (field.Argument("filter")?.Type.Named is InputObjectType input)
        {
            foreach (var name in input.Fields.Select(own => own.Name))
                filter[name] = Compare(name);
        }

        foreach (var (name, (column, _)) in filter)
            Known(column, $"{field}: the filter's {name}");
        if (field.Argument("orderBy")?.Type.Named is InputObjectType order && order.Field("by")?.Type.Named is EnumType columns)
        {
            foreach (var value in columns.Values)
                Known(value.Name.ToLowerInvariant(), $"{field}: the order {value.Name}");
        }

        return new ConnectionArguments(filter);

        void Known(string column, string what)
        {
            if (model.Columns.All(own => own.Name != column))
                problems.Add($"{what} needs the column {column}, which {model.Name} has not.");
        }
    }

    /// <summary>The query, or why the arguments are refused.</summary>
    public static (DocumentQuery? Query, Refusal? Refusal) Read(ConnectionArguments shape, IReadOnlyDictionary<string, object?> arguments, IReadOnlyList<Condition> within)
    {
        var first = (int?)arguments.GetValueOrDefault("first");
        var last = (int?)arguments.GetValueOrDefault("last");
        if (first is not null && last is not null)
            return (null, new Refusal("first-or-last", "last", []));
        if ((first ?? last ?? DefaultSize) is < 1 or > MostSize)
            return (null, new Refusal("page-out-of-range", first is null ? "last" : "first", [("first", first ?? last), ("most", MostSize)]));

        var order = ((IEnumerable<object?>?)arguments.GetValueOrDefault("orderBy") ?? []).Cast<IReadOnlyDictionary<string, object?>>()
            .Select(item => new Order(((string)item["by"]!).ToLowerInvariant(), (string?)item.GetValueOrDefault("direction") == "DESC"))
            .DistinctBy(item => item.Column)
            .ToList();
        if (!TryRead(arguments, "after", order.Count, out var after))
            return (null, new Refusal("cursor-unknown", "after", []));
        if (!TryRead(arguments, "before", order.Count, out var before))
            return (null, new Refusal("cursor-unknown", "before", []));
        return (new DocumentQuery([.. within, .. Filter(shape, arguments)], order, last is null ? first ?? DefaultSize : null, last, after, before), null);
    }

    public static Connection Of(Page<object> page, IReadOnlyList<Condition> where, DocumentModel model)
    {
        IReadOnlyList<ConnectionEdge> edges = [.. page.Items.Select(item => new ConnectionEdge(item.Document, Write(item.Cursor)))];
        return new Connection(edges, new PageInfo(page.HasNext, page.HasPrevious, edges.Count == 0 ? null : edges[0].Cursor, edges.Count == 0 ? null : edges[^1].Cursor), where, model);
    }

    private static IEnumerable<Condition> Filter(ConnectionArguments shape, IReadOnlyDictionary<string, object?> arguments)
    {
        foreach (var (name, value) in (IReadOnlyDictionary<string, object?>?)arguments.GetValueOrDefault("filter") ?? new Dictionary<string, object?>())
        {
            if (value is null)
                continue;
            var (column, comparison) = shape.Filter[name];
            yield return new Condition(column, comparison, value is IEnumerable<object?> list and not string ? [.. list.Select(ColumnValue)] : [ColumnValue(value)]);
        }
    }

    private static object? ColumnValue(object? value) => value switch
    {
        int number => (long)number,
        Parties.Uscc uscc => uscc.Code,
        Yuan yuan => yuan.Amount,
        _ => value,
    };

    private static (string Column, Comparison Comparison) Compare(string name)
    {
        foreach (var (suffix, comparison) in new[] { ("AtLeast", Comparison.AtLeast), ("AtMost", Comparison.AtMost), ("Contains", Comparison.Contains) })
        {
            if (name.EndsWith(suffix, StringComparison.Ordinal))
                return (Column(name[..^suffix.Length]), comparison);
        }

        return (Column(name), Comparison.In);
    }

    private static string Column(string name) => JsonNamingPolicy.SnakeCaseLower.ConvertName(name);

    /// <summary>A cursor is opaque to clients: base64url of the order's values and the key.</summary>
    private static string Write(Cursor cursor) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(
        new CursorText([.. cursor.Values.Select(Write)], cursor.Key)));

    private static string? Write(object? value) => value switch
    {
        null => null,
        string text => $"s{text}",
        bool flag => flag ? "b1" : "b0",
        DateOnly date => $"d{date:yyyy-MM-dd}",
        DateTimeOffset instant => $"i{instant.UtcTicks.ToString(CultureInfo.InvariantCulture)}",
        long or int => $"l{Convert.ToString(value, CultureInfo.InvariantCulture)}",
        decimal amount => $"m{amount.ToString(CultureInfo.InvariantCulture)}",
        _ => throw new InvalidOperationException($"A {value.GetType().Name} is no column's value."),
    };

    private static bool TryRead(IReadOnlyDictionary<string, object?> arguments, string name, int columns, out Cursor? cursor)
    {
        cursor = null;
        if (arguments.GetValueOrDefault(name) is not string text)
            return true;
        try
        {
            var read = JsonSerializer.Deserialize<CursorText>(Base64Url.DecodeFromChars(text));
            if (read is not { V: not null, K: not null } || read.V.Count != columns)
                return false;
            cursor = new Cursor([.. read.V.Select(Read)], read.K);
            return true;
        }
        catch (Exception fault) when (fault is FormatException or JsonException or ArgumentException or OverflowException)
        {
            return false;
        }
    }

    private static object? Read(string? text) => text is null ? null : text.Length == 0 ? throw new FormatException() : text[0] switch
    {
        's' => text[1..],
        'b' => text == "b1",
        'd' => DateOnly.ParseExact(text[1..], "yyyy-MM-dd", CultureInfo.InvariantCulture),
        'i' => new DateTimeOffset(long.Parse(text[1..], CultureInfo.InvariantCulture), TimeSpan.Zero),
        'l' => long.Parse(text[1..], CultureInfo.InvariantCulture),
        'm' => decimal.Parse(text[1..], CultureInfo.InvariantCulture),
        _ => throw new FormatException(),
    };

    private sealed record CursorText(IReadOnlyList<string?> V, string K);
}

/// <summary>Which column each field of a connection's filter compares, and how.</summary>
public sealed record ConnectionArguments(IReadOnlyDictionary<string, (string Column, Comparison Comparison)> Filter);
