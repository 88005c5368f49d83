using System.Text.Json;
using Npgsql;
using NpgsqlTypes;

namespace TalentBank.EventStore.ReadModels;

/// <summary>One row per zone and key: the document, and its declared columns, each with an index.</summary>
internal sealed class DocumentTable : ModelTable
{
    private readonly DocumentModel _model;
    private readonly JsonSerializerOptions _json;

    public DocumentTable(DocumentModel model, JsonSerializerOptions json, string schema)
        : base(model, schema)
    {
        _model = model;
        _json = json;
        Columns =
        [
            new("zone", "text"),
            new("key", "text"),
            new("document", "jsonb"),
            .. model.Columns.Select(column => new TableColumn(Identifier.Column(column.Name), column.Type.Sql(), Nullable: true)),
        ];
    }

    public override IReadOnlyList<TableColumn> Columns { get; }

    public override IReadOnlyList<string> PrimaryKey => ["zone", "key"];

    public override string KeyText => "key";

    public override IEnumerable<string> Indexes => _model.Columns.Select(column => $"create index on {Quoted} (zone, {Identifier.Column(column.Name)}, key)");

    public override async Task<IReadOnlyList<NpgsqlBatchCommand>> Fold(NpgsqlConnection connection, IReadOnlyList<Recorded> facts, CancellationToken cancel)
    {
        var touches = Touches(facts);
        if (touches.Count == 0) return [];

        var places = touches.Select(touch => touch.Place).Distinct().ToArray();
        var documents = await Load(connection, places, touches, cancel);
        var stored = documents.Keys.ToHashSet();
        var rows = Apply(touches, documents);

        var gone = places.Where(place => !rows.ContainsKey(place) && stored.Contains(place)).ToArray();
        return [.. rows.Count > 0 ? [Upsert(rows)] : Array.Empty<NpgsqlBatchCommand>(), .. gone.Length > 0 ? [Delete(gone)] : Array.Empty<NpgsqlBatchCommand>()];
    }

    public T Document<T>(NpgsqlDataReader reader, int ordinal)
        where T : class => (T)JsonSerializer.Deserialize(reader.GetFieldValue<byte[]>(ordinal), _model.DocumentType, _json)!;

    private List<Touch> Touches(IReadOnlyList<Recorded> facts)
    {
        var touches = new List<Touch>();
        foreach (var fact in facts)
        {
            try
            {
                foreach (var key in _model.KeysOf(fact).Distinct()) touches.Add(new Touch(fact, new Place(fact.Zone, key)));
            }
            catch (Exception e)
            {
                throw new FoldException(_model, fact, e);
            }
        }

        return touches;
    }

    private async Task<Dictionary<Place, object?>> Load(NpgsqlConnection connection, IReadOnlyList<Place> places, IReadOnlyList<Touch> touches, CancellationToken cancel)
    {
        var load = new Statement();
        load.Add($"select zone, key, document from {Quoted} join {Unnested(load, places)} using (zone, key)");
        await using var batch = new NpgsqlBatch(connection) { BatchCommands = { load.Command() } };
        await using var reader = await batch.ExecuteReaderAsync(cancel);
        var documents = new Dictionary<Place, object?>(places.Count);
        while (await reader.ReadAsync(cancel))
        {
            var place = new Place(reader.GetString(0), reader.GetString(1));
            try
            {
                documents.Add(place, JsonSerializer.Deserialize(reader.GetFieldValue<byte[]>(2), _model.DocumentType, _json));
            }
            catch (JsonException e)
            {
                throw new FoldException(_model, touches.First(touch => touch.Place == place).Fact, e);
            }
        }

        return documents;
    }

    /// <summary>The rows of the documents that are there after the facts.</summary>
    private Dictionary<Place, Row> Apply(IReadOnlyList<Touch> touches, Dictionary<Place, object?> documents)
    {
        var rows = new Dictionary<Place, Row>();
        var last = new Dictionary<Place, Recorded>();
        foreach (var (fact, place) in touches)
        {
            try
            {
                documents[place] = _model.Apply(place.Key, documents.GetValueOrDefault(place), fact);
                last[place] = fact;
            }
            catch (Exception e)
            {
                throw new FoldException(_model, fact, e);
            }
        }

        foreach (var (place, fact) in last)
        {
            if (documents[place] is not { } document) continue;
            try
            {
                var columns = _model.Columns.Select(column => column.Checked(column.ValueOf(document))).ToArray();
                rows.Add(place, new Row(JsonSerializer.Serialize(document, _model.DocumentType, _json), columns));
            }
            catch (Exception e)
            {
                throw new FoldException(_model, fact, e);
            }
        }

        return rows;
    }

    private NpgsqlBatchCommand Upsert(Dictionary<Place, Row> rows)
    {
        var names = string.Join(", ", Columns.Select(column => column.Name));
        var upsert = new Statement();
        upsert.Add($"insert into {Quoted} ({names}) select * from unnest(")
            .Add(upsert.Values(rows.Keys.Select(place => place.Zone))).Add(", ")
            .Add(upsert.Values(rows.Keys.Select(place => place.Key))).Add(", ")
            .Add(upsert.Value(NpgsqlDbType.Array | NpgsqlDbType.Jsonb, rows.Values.Select(row => row.Json).ToArray()));
        for (var i = 0; i < _model.Columns.Count; i++)
        {
            var (column, at) = (_model.Columns[i], i);
            upsert.Add(", ").Add(upsert.Value(NpgsqlDbType.Array | column.Type.Db(), column.Values(rows.Values.Select(row => row.Columns[at]))));
        }

        upsert.Add(") on conflict (zone, key) do update set ")
            .Add(string.Join(", ", Columns.Skip(2).Select(column => $"{column.Name} = excluded.{column.Name}")));
        return upsert.Command();
    }

    private NpgsqlBatchCommand Delete(IReadOnlyList<Place> gone)
    {
        var delete = new Statement();
        delete.Add($"delete from {Quoted} as document using {Unnested(delete, gone)} where (document.zone, document.key) = (place.zone, place.key)");
        return delete.Command();
    }

    private static string Unnested(Statement statement, IReadOnlyList<Place> places) =>
        $"unnest({statement.Values(places.Select(place => place.Zone))}, {statement.Values(places.Select(place => place.Key))}) as place(zone, key)";

    private readonly record struct Place(string Zone, string Key);

    private readonly record struct Touch(Recorded Fact, Place Place);

    private readonly record struct Row(string Json, object?[] Columns);
}
