using Npgsql;
using NpgsqlTypes;

namespace TalentBank.EventStore.ReadModels;

/// <summary>A page of documents; or of a column's values each its own page, by one statement for all of them.</summary>
/// <exception cref="ArgumentException">The query names a column that the model has not, or a value that the column can't hold.</exception>
public sealed class PagesLookup : Lookup<IReadOnlyList<Page<object>>>
{
    private readonly DocumentModel _model;
    private readonly DocumentQuery _query;
    private readonly DocumentSelection _selection;
    private readonly DocumentParts _parts;
    private readonly Column[] _order;
    private readonly int _size;
    private DocumentTable? _table;

    /// <param name="model">Whose documents.</param>
    /// <param name="query">The page; its <see cref="DocumentQuery.Of"/> does not matter here.</param>
    /// <param name="parts">Of each of these, which are of the same column, a page; null: one page of all.</param>
    public PagesLookup(DocumentModel model, DocumentQuery query, IReadOnlyList<Part>? parts = null)
    {
        (_model, _query) = (model, query);
        _selection = new DocumentSelection(model);
        _parts = new DocumentParts(_selection, parts);
        _order = [.. query.OrderBy.Select(order => _selection.ColumnOf(order.Column))];
        _size = (query.First, query.Last) switch
        {
            ({ } first, null) when first >= 0 => first,
            (null, { } last) when last >= 0 => last,
            _ => throw new ArgumentException("Exactly one of First and Last is given, and it is not below zero.", nameof(query)),
        };
    }

    private bool IsBackward => _query.First is null;

    internal override IReadOnlyList<Statement> Statements(ReadModelStore store, string zone)
    {
        _table = (DocumentTable)store.TableOf(_model);
        return [Select(zone), .. Outside(zone, _query.After, behind: false), .. Outside(zone, _query.Before, behind: true)];
    }

    internal override async Task Read(NpgsqlDataReader reader, CancellationToken cancel)
    {
        var pages = Enumerable.Range(0, _parts.Count).Select(_ => new List<PageItem<object>>()).ToArray();
        while (await reader.ReadAsync(cancel))
        {
            var key = reader.GetString(1);
            var values = new object?[_order.Length];
            for (var i = 0; i < values.Length; i++) values[i] = _order[i].Read(reader, i + 3);
            pages[reader.GetInt32(0)].Add(new PageItem<object>(key, _table!.Document(reader, 2), new Cursor(values, key)));
        }

        var preceded = await Exists(_query.After);
        var followed = await Exists(_query.Before);
        Found = [.. pages.Select((items, part) =>
        {
            var more = items.Count > _size;
            if (more) items.RemoveAt(_size);
            if (IsBackward) items.Reverse();
            return new Page<object>(items, HasPrevious: preceded[part] || (IsBackward && more), HasNext: followed[part] || (!IsBackward && more));
        })];

        async Task<bool[]> Exists(Cursor? cursor)
        {
            var found = new bool[pages.Length];
            if (cursor is null || !_query.BothSides) return found;
            await reader.NextResultAsync(cancel);
            while (await reader.ReadAsync(cancel)) found[reader.GetInt32(0)] = reader.GetBoolean(1);
            return found;
        }
    }

    private Statement Select(string zone)
    {
        var select = new Statement();
        var columns = string.Concat(_order.Select(column => $", {Identifier.Column(column.Name)}"));
        var page = $"select key, document{columns} from {_table!.Quoted} where {_selection.Where(select, zone, _query.Where)}{_parts.Own}";
        if (_query.After is { } after) page += $" and {_selection.Beyond(select, _query.OrderBy, after, behind: true)}";
        if (_query.Before is { } before) page += $" and {_selection.Beyond(select, _query.OrderBy, before, behind: false)}";
        // One more than asked for tells whether there is more in the direction of reading.
        page += $" order by {_selection.OrderBy(_query.OrderBy, IsBackward)} limit {select.Value(NpgsqlDbType.Bigint, _size + 1L)}";
        return select.Add(_parts.Each(select, page));
    }

    /// <summary>What the cursor cuts off: the documents at it and on its other side.</summary>
    private IEnumerable<Statement> Outside(string zone, Cursor? cursor, bool behind)
    {
        if (cursor is null || !_query.BothSides) yield break;
        var exists = new Statement();
        var outside = $"select exists (select from {_table!.Quoted} where {_selection.Where(exists, zone, _query.Where)}{_parts.Own} and {_selection.Beyond(exists, _query.OrderBy, cursor, behind, orAt: true)})";
        yield return exists.Add(_parts.Each(exists, outside));
    }
}
