using NpgsqlTypes;

namespace TalentBank.EventStore.ReadModels;

/// <summary>Which documents of a zone, and in which order, as SQL.</summary>
internal sealed class DocumentSelection(DocumentModel model)
{
    /// <exception cref="ArgumentException">The model has no such column.</exception>
    public Column ColumnOf(string name) =>
        model.Columns.FirstOrDefault(column => column.Name == name) ?? throw new ArgumentException($"{model.Name} has no column '{name}'.", nameof(name));

    public string Where(Statement statement, string zone, IReadOnlyList<Condition> conditions) =>
        string.Join(" and ", [$"zone = {statement.Value(zone)}", .. conditions.Select(condition => Holds(statement, condition))]);

    /// <summary>
    /// The order, or its exact reverse. Nulls count as larger than every value, and the key, which decides between equals, goes
    /// the way of the last column: so a column's index is read forwards or backwards, and nothing is sorted.
    /// </summary>
    public string OrderBy(IReadOnlyList<Order> orders, bool reversed)
    {
        return string.Join(", ", [.. orders.Select(order => $"{Sql(order)} {Direction(order.Descending)}"), $"key {Direction(KeyDescends(orders))}"]);

        string Direction(bool descending) => descending == reversed ? "asc" : "desc";
    }

    /// <summary>
    /// That a document stands behind the cursor (or before it): on its first difference from the cursor, taken in the
    /// order's sequence, it is on that side.
    /// </summary>
    public string Beyond(Statement statement, IReadOnlyList<Order> orders, Cursor cursor, bool behind, bool orAt = false)
    {
        if (cursor.Values.Count != orders.Count)
            throw new ArgumentException($"The cursor has {cursor.Values.Count} values for an order of {orders.Count} columns.", nameof(cursor));

        var equal = new List<string>();
        var ways = new List<string>();
        foreach (var (order, given) in orders.Zip(cursor.Values))
        {
            var column = ColumnOf(order.Column);
            var value = column.Checked(given) is { } present ? statement.Value(column.Type.Db(), present) : null;
            ways.Add(Way(Side(Sql(order), value, order.Descending, behind)));
            equal.Add(value is null ? $"{Sql(order)} is null" : $"{Sql(order)} = {value}");
        }

        ways.Add(Way($"key {(behind != KeyDescends(orders) ? ">" : "<")}{(orAt ? "=" : "")} {statement.Value(cursor.Key)}"));
        return $"({string.Join(" or ", ways)})";

        string Way(string side) => $"({string.Join(" and ", [.. equal, side])})";
    }

    private static bool KeyDescends(IReadOnlyList<Order> orders) => orders is [.., { Descending: true }];

    /// <summary>On which side of a value (null: none) a column stands, nulls being larger than every value.</summary>
    private static string Side(string column, string? value, bool descending, bool behind) => (value, larger: behind != descending) switch
    {
        (null, true) => "false",
        (null, false) => $"{column} is not null",
        (_, true) => $"({column} > {value} or {column} is null)",
        (_, false) => $"{column} < {value}",
    };

    private string Holds(Statement statement, Condition condition)
    {
        var column = ColumnOf(condition.Column);
        var name = Identifier.Column(column.Name);
        if (condition.Comparison == Comparison.In)
        {
            var one = $"{name} = any({statement.Value(NpgsqlDbType.Array | column.Type.Db(), column.Values(condition.Values.Where(value => value is not null)))})";
            return condition.Values.Contains(null) ? $"({one} or {name} is null)" : one;
        }

        if (condition.Values is not [{ } given])
            throw new ArgumentException($"{condition.Comparison} on {column.Name} takes exactly one value, not null.", nameof(condition));
        var value = statement.Value(column.Type.Db(), column.Checked(given)!);
        return condition.Comparison switch
        {
            Comparison.AtLeast => $"{name} >= {value}",
            Comparison.AtMost => $"{name} <= {value}",
            Comparison.Contains when column.Type == ColumnType.Text => $"strpos({name}, {value}) > 0",
            _ => throw new ArgumentException($"{condition.Comparison} says nothing about {column.Type} ({column.Name}).", nameof(condition)),
        };
    }

    private string Sql(Order order) => Identifier.Column(ColumnOf(order.Column).Name);
}
