using Npgsql;
using NpgsqlTypes;

namespace TalentBank.EventStore.ReadModels;

/// <summary>The ledger entries behind a figure, a page of them. Each one's place is <see cref="Entry.Cursor"/>.</summary>
public sealed class EntriesLookup : Lookup<Page<Entry>>
{
    private readonly LedgerModel _model;
    private readonly EntriesPage _page;

    public EntriesLookup(LedgerModel model, EntriesPage page)
    {
        if (page.First < 0) throw new ArgumentException("First is not below zero.", nameof(page));
        (_model, _page) = (model, page);
    }

    internal override IReadOnlyList<Statement> Statements(ReadModelStore store, string zone)
    {
        var table = (LedgerTable)store.TableOf(_model);
        var selection = new LedgerSelection(table);
        var select = new Statement();
        select.Add($"select {string.Join(", ", table.Main.Columns.Skip(1).Select(column => column.Name))} from {table.Quoted} where {selection.Where(select, zone, _page.Entries)}");
        if (_page.After is { } after) select.Add($" and {Place(select, after)}");
        select.Add($" order by position, ordinal, arrives limit {select.Value(NpgsqlDbType.Bigint, _page.First + 1L)}");
        if (_page.After is not { } cut) return [select];

        var exists = new Statement();
        return [select, exists.Add($"select exists (select from {table.Quoted} where {selection.Where(exists, zone, _page.Entries)} and not {Place(exists, cut)})")];

        static string Place(Statement statement, EntryCursor cursor) =>
            $"(position, ordinal, arrives) > ({statement.Value(NpgsqlDbType.Bigint, cursor.Position)}, {statement.Value(NpgsqlDbType.Integer, cursor.Ordinal)}, {statement.Value(NpgsqlDbType.Boolean, cursor.Arrives)})";
    }

    internal override async Task Read(NpgsqlDataReader reader, CancellationToken cancel)
    {
        var items = new List<PageItem<Entry>>();
        while (await reader.ReadAsync(cancel))
        {
            var entry = EntryOf(reader, _model.Dimensions);
            var key = $"{entry.Position}.{entry.Ordinal}.{(entry.Arrives ? 1 : 0)}";
            items.Add(new PageItem<Entry>(key, entry, new Cursor([entry.Position, entry.Ordinal, entry.Arrives], key)));
        }

        var more = items.Count > _page.First;
        if (more) items.RemoveAt(_page.First);
        Found = new Page<Entry>(items, HasPrevious: _page.After is not null && await Preceded(reader, cancel), HasNext: more);
    }

    private static async Task<bool> Preceded(NpgsqlDataReader reader, CancellationToken cancel)
    {
        await reader.NextResultAsync(cancel);
        await reader.ReadAsync(cancel);
        return reader.GetBoolean(0);
    }

    private static Entry EntryOf(NpgsqlDataReader reader, IReadOnlyList<string> dimensions)
    {
        const int firstDimension = 14;
        return new Entry(
            Position: reader.GetInt64(0),
            Ordinal: reader.GetInt32(1),
            Arrives: reader.GetBoolean(2),
            EventId: reader.GetGuid(3),
            Stream: reader.GetString(4),
            Type: reader.GetString(5),
            Unit: reader.GetString(6),
            Account: reader.GetString(7),
            Counter: reader.GetString(8),
            Amount: reader.GetDecimal(9),
            Reason: reader.GetString(10),
            Effective: reader.GetFieldValue<DateOnly>(11),
            RecordedAt: reader.GetFieldValue<DateTimeOffset>(12),
            Actor: reader.GetString(13),
            Dimensions: Enumerable.Range(0, dimensions.Count)
                .Where(i => !reader.IsDBNull(firstDimension + i))
                .ToDictionary(i => dimensions[i], i => reader.GetString(firstDimension + i)));
    }
}
