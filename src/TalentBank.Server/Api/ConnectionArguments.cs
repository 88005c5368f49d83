using System.Text.Json;
using TalentBank.EventStore.ReadModels;
using TalentBank.GraphQL.Types;

namespace TalentBank.Server.Api;

/// <summary>
/// From the arguments of a connection to a query of its read model: a filter's field is a column, or a column followed by
/// <c>AtLeast</c>, <c>AtMost</c> or <c>Contains</c>; an order's value is a column.
/// </summary>
public sealed class ConnectionArguments
{
    private const int DefaultSize = 20;
    private const int MostSize = 100;

    private readonly Dictionary<string, (string Column, Comparison Comparison)> _filter = [];

    private readonly DocumentModel _model;

    private ConnectionArguments(DocumentModel model) => _model = model;

    /// <summary>The columns that a connection's arguments compare; what the model has no column for becomes a problem.</summary>
    public static ConnectionArguments Of(Field field, DocumentModel model, List<string> problems)
    {
        var arguments = new ConnectionArguments(model);
        if (field.Argument("filter")?.Type.Named is InputObjectType filter)
        {
            foreach (var name in filter.Fields.Select(own => own.Name))
            {
                arguments._filter[name] = Compare(name);
                Need(arguments._filter[name].Column, $"{filter.Name}.{name}");
            }
        }

        if ((field.Argument("orderBy")?.Type.Named as InputObjectType)?.Field("by")?.Type.Named is EnumType columns)
        {
            foreach (var value in columns.Values)
                Need(value.Name.ToLowerInvariant(), $"{columns.Name}.{value.Name}");
        }

        return arguments;

        void Need(string column, string what)
        {
            if (model.Columns.All(own => own.Name != column))
                problems.Add($"{what} needs the column {column}, which {model.Name} has not.");
        }
    }

    /// <summary>The query, or why the arguments are refused.</summary>
    public (DocumentQuery? Query, Refusal? Refusal) Read(IReadOnlyDictionary<string, object?> arguments, IReadOnlyList<Condition> within)
    {
        var first = (int?)arguments.GetValueOrDefault("first");
        var last = (int?)arguments.GetValueOrDefault("last");
        if (first is not null && last is not null)
            return (null, new Refusal("first-or-last", "last", []));
        if ((first ?? last ?? DefaultSize) is < 1 or > MostSize)
            return (null, new Refusal("page-out-of-range", first is null ? "last" : "first", [("first", first ?? last), ("most", MostSize)]));

        var orderBy = OrderBy(arguments);
        ColumnType[] types = [.. orderBy.Select(order => _model.Columns.First(column => column.Name == order.Column).Type)];
        Cursor? after = null, before = null;
        if (arguments.GetValueOrDefault("after") is string afterText && !CursorText.TryRead(afterText, types, out after))
            return (null, new Refusal("cursor-unknown", "after", []));
        if (arguments.GetValueOrDefault("before") is string beforeText && !CursorText.TryRead(beforeText, types, out before))
            return (null, new Refusal("cursor-unknown", "before", []));
        return (new DocumentQuery([.. within, .. Where(arguments)], orderBy, last is null ? first ?? DefaultSize : null, last, after, before), null);
    }

    private static List<Order> OrderBy(IReadOnlyDictionary<string, object?> arguments) =>
    [
        .. (arguments.GetValueOrDefault("orderBy") as IEnumerable<object?> ?? []).Cast<IReadOnlyDictionary<string, object?>>()
            .Select(item => new Order(((string)item["by"]!).ToLowerInvariant(), (string?)item.GetValueOrDefault("direction") == "DESC"))
            .DistinctBy(order => order.Column),
    ];

    private IEnumerable<Condition> Where(IReadOnlyDictionary<string, object?> arguments) =>
        from field in arguments.GetValueOrDefault("filter") as IReadOnlyDictionary<string, object?> ?? new Dictionary<string, object?>()
        where field.Value is not null
        let to = _filter[field.Key]
        select new Condition(to.Column, to.Comparison, field.Value is IEnumerable<object?> list ? [.. list.Select(ColumnValue)] : [ColumnValue(field.Value)]);

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
                return (JsonNamingPolicy.SnakeCaseLower.ConvertName(name[..^suffix.Length]), comparison);
        }

        return (JsonNamingPolicy.SnakeCaseLower.ConvertName(name), Comparison.In);
    }
}
