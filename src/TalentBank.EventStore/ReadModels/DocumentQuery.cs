namespace TalentBank.EventStore.ReadModels;

/// <summary>A page of documents of one zone, by declared columns.</summary>
/// <param name="Where">All must hold.</param>
/// <param name="OrderBy">By columns, then by key (the last tie-break, in the last column's direction; ascending without one).</param>
/// <param name="First">How many at most, from the front; exactly one of First and Last is given.</param>
/// <param name="Last">How many at most, from the back.</param>
/// <param name="After">Only documents behind this cursor.</param>
/// <param name="Before">Only documents before this cursor.</param>
public sealed record DocumentQuery(
    IReadOnlyList<Condition> Where,
    IReadOnlyList<Order> OrderBy,
    int? First = null,
    int? Last = null,
    Cursor? After = null,
    Cursor? Before = null)
{
    /// <summary>Only of this part; pages of several parts are one look-up.</summary>
    public Part? Of { get; init; }

    /// <summary>Whether to find out what a cursor cuts off, at the price of a statement more for each; else nothing is said to lie there.</summary>
    public bool BothSides { get; init; } = true;
}

/// <summary>The column's value is one of these (null among them: is null); an empty list matches nothing.</summary>
public sealed record Condition(string Column, Comparison Comparison, IReadOnlyList<object?> Values);

public enum Comparison
{
    /// <summary>Is one of the values.</summary>
    In,

    /// <summary>Is the value or more.</summary>
    AtLeast,

    /// <summary>Is the value or less.</summary>
    AtMost,

    /// <summary>Text contains the value, letter for letter (% and _ are letters).</summary>
    Contains,
}

public sealed record Order(string Column, bool Descending = false);

/// <summary>A document's place in an order: its values of the order's columns, then its key. Nulls sort as larger than every value.</summary>
public sealed record Cursor(IReadOnlyList<object?> Values, string Key);

/// <summary>A page in order, whether more lies on either side, and each document's cursor.</summary>
public sealed record Page<T>(IReadOnlyList<PageItem<T>> Items, bool HasPrevious, bool HasNext);

public sealed record PageItem<T>(string Key, T Document, Cursor Cursor);
