using System.Globalization;
using TalentBank.EventStore.ReadModels;

namespace TalentBank.Ledger;

/// <summary>The entries behind a figure (数据来源), page by page; all of them sum to it exactly.</summary>
public sealed record Because(LedgerQuery Entries, IReadOnlyList<BecauseEdge> Edges, bool HasNextPage, bool HasPreviousPage)
{
    private const int DefaultFirst = 20;
    private const int MostFirst = 100;

    public IEnumerable<Entry> Nodes => Edges.Select(edge => edge.Node);

    public PageInfo PageInfo => new(HasNextPage, HasPreviousPage, Edges.Count == 0 ? null : Edges[0].Cursor, Edges.Count == 0 ? null : Edges[^1].Cursor);

    /// <summary>The page asked for by the arguments <c>first</c> and <c>after</c>.</summary>
    public static Question<Because> Ask(LedgerQuery entries, Asked asked)
    {
        var first = asked.Argument<int?>("first") ?? DefaultFirst;
        if (first is < 1 or > MostFirst)
            return Question.Refuse<Because>("page-out-of-range", "first", ("first", first), ("most", MostFirst));
        EntryCursor? after = null;
        if (asked.Argument<string>("after") is { } text && (after = Read(text)) is null)
            return Question.Refuse<Because>("cursor-unknown", "after");
        return Question.Entries(new EntriesPage(entries, first, after)).Select(page => new Because(
            entries,
            [.. page.Items.Select(item => new BecauseEdge(item.Document, Write(item.Document)))],
            page.HasNext,
            page.HasPrevious));
    }

    public Question<long> Count() => Question.Count(Entries);

    public Question<decimal> Sum() => Question.Sum(new Balances(Entries, [])).Select(rows => rows.Sum(row => row.Amount));

    private static string Write(Entry entry) =>
        string.Create(CultureInfo.InvariantCulture, $"{entry.Position}.{entry.Ordinal}.{(entry.Arrives ? 1 : 0)}");

    private static EntryCursor? Read(string text) => text.Split('.') is [var position, var ordinal, "0" or "1"] parts
        && long.TryParse(position, NumberStyles.None, CultureInfo.InvariantCulture, out var at)
        && int.TryParse(ordinal, NumberStyles.None, CultureInfo.InvariantCulture, out var nth)
            ? new EntryCursor(at, nth, parts[2] == "1")
            : null;
}

public sealed record BecauseEdge(Entry Node, string Cursor);

/// <summary>Where a page of a connection stands in its whole (Relay).</summary>
public sealed record PageInfo(bool HasNextPage, bool HasPreviousPage, string? StartCursor, string? EndCursor);
