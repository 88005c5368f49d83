using System.Text.Json;
using Npgsql;
using NpgsqlTypes;

namespace TalentBank.EventStore.ReadModels;

/// <summary>One row per zone and key: the document, and its declared columns, each with an index.</summary>
internal sealed class DocumentTable : ModelTable
{
    /// <summary>How many documents are written in one statement.</summary>
    private const int Part = 5000;

    private readonly DocumentModel _model;
    private readonly JsonSerializerOptions _json;
    private readonly int _limit;
    private readonly HotDocuments _hot;
    private readonly Dictionary<DocumentKey, object?> _filling = [];
    private bool _spilled;

    public DocumentTable(DocumentModel model, JsonSerializerOptions json, int hot, TableRole role, string schema)
        : base(model, role)
    {
        _model = model;
        _json = json;
        _limit = hot;
        _hot = new HotDocuments(hot);
        Main = new Table(
            schema,
            Name,
            [
                new("zone", "text"),
                new("key", "text"),
                new("document", "jsonb"),
                .. model.Columns.Select(column => new TableColumn(Identifier.Column(column.Name), column.Type.Sql(), Nullable: true)),
            ],
            "primary key (zone, key)",
            [.. model.Columns.Select(column => $"(zone, {Identifier.Column(column.Name)}, key)")]);
    }

    public override Table Main { get; }

    public override IReadOnlyList<Table> Tables => [Main];

    public override IReadOnlyList<string> PrimaryKey => ["zone", "key"];

    public override string KeyText => "key";

    public override IEnumerable<string> Begin => [Main.Create, Main.AddKey];

    public override IEnumerable<NpgsqlBatchCommand> Finish(long position) => Main.AddIndexes.Select(sql => new NpgsqlBatchCommand(sql));

    public override async Task<Folded> Fold(NpgsqlConnection connection, Batch batch, IReadOnlySet<DocumentKey> aside, CancellationToken cancel)
    {
        var asides = new List<Aside>();
        var touches = Touches(batch.Facts, aside, asides);
        var documents = _hot.At(batch.From, touches.Keys);
        await Load(connection, documents, touches, asides, cancel);

        var rows = new List<Row>();
        var gone = new List<DocumentKey>();
        foreach (var (key, facts) in touches)
        {
            var before = documents[key];
            var (after, row) = FoldOne(key, before, facts, asides);
            if (row is not null) rows.Add(row);
            else if (after is null && before is not null) gone.Add(key);
            documents[key] = after;
        }

        asides.Sort((one, other) => one.Fact.Position.CompareTo(other.Fact.Position));
        return new Folded(
            [.. rows.Count > 0 ? [Upsert(rows)] : Array.Empty<NpgsqlBatchCommand>(), .. gone.Count > 0 ? [Delete(gone)] : Array.Empty<NpgsqlBatchCommand>()],
            asides,
            () => _hot.Move(batch.From, batch.To, documents));
    }

    /// <summary>
    /// Keeps the documents in memory and writes them when they are too many, and at last: of facts that are interleaved
    /// over documents that fit, each document is written once.
    /// </summary>
    public override async Task<Folded> Fill(NpgsqlConnection connection, Batch batch, IReadOnlySet<DocumentKey> aside, CancellationToken cancel)
    {
        var asides = new List<Aside>();
        var touches = Touches(batch.Facts, aside, asides);
        // As long as nothing was written, a document that is not in memory is not there.
        if (_spilled) await Load(connection, _filling, touches, asides, cancel);
        foreach (var (key, facts) in touches) _filling[key] = FoldOne(key, _filling.GetValueOrDefault(key), facts, asides, write: false).Document;
        if (_filling.Count > _limit) await Filled(connection, cancel);
        return new Folded([], asides);
    }

    /// <exception cref="UnwritableException">A document cannot be written.</exception>
    public override async Task Filled(NpgsqlConnection connection, CancellationToken cancel)
    {
        foreach (var part in _filling.Chunk(Part))
        {
            Row[] rows = [.. part.Where(document => document.Value is not null).Select(document => Written(document.Key, document.Value!))];
            DocumentKey[] gone = [.. part.Where(document => document.Value is null).Select(document => document.Key)];
            if (rows.Length > 0) await ReadModelStore.Execute(connection, [Upsert(rows)], cancel);
            if (gone.Length > 0 && _spilled) await ReadModelStore.Execute(connection, [Delete(gone)], cancel);
        }

        _filling.Clear();
        _spilled = true;
    }

    private Row Written(DocumentKey key, object document)
    {
        try
        {
            return RowOf(key, document)!;
        }
        catch (Exception e)
        {
            throw new UnwritableException(_model, key, e);
        }
    }

    public override void Forget() => _hot.Forget();

    public object Document(NpgsqlDataReader reader, int ordinal) => JsonSerializer.Deserialize(reader.GetFieldValue<byte[]>(ordinal), _model.DocumentType, _json)!;

    /// <summary>The documents that the facts touch, each with its facts in order.</summary>
    private Dictionary<DocumentKey, List<Recorded>> Touches(IReadOnlyList<Recorded> facts, IReadOnlySet<DocumentKey> aside, List<Aside> asides)
    {
        var touches = new Dictionary<DocumentKey, List<Recorded>>();
        foreach (var fact in facts)
        {
            string[] keys;
            try
            {
                keys = [.. _model.KeysOf(fact).Distinct()];
            }
            catch (Exception e)
            {
                asides.Add(new Aside(fact, Key: null, e));
                continue;
            }

            foreach (var key in keys)
            {
                var place = new DocumentKey(fact.Zone, key);
                if (aside.Contains(place)) asides.Add(Behind(fact, key));
                else if (touches.TryGetValue(place, out var its)) its.Add(fact);
                else touches.Add(place, [fact]);
            }
        }

        return touches;
    }

    /// <summary>Reads the documents that are not known yet. One that can't be read stays as it is, and its facts go aside.</summary>
    private async Task Load(NpgsqlConnection connection, Dictionary<DocumentKey, object?> documents, Dictionary<DocumentKey, List<Recorded>> touches, List<Aside> asides, CancellationToken cancel)
    {
        var unknown = touches.Keys.Where(key => !documents.ContainsKey(key)).ToArray();
        if (unknown.Length == 0) return;
        foreach (var key in unknown) documents.Add(key, null);

        var load = new Statement();
        load.Add($"select zone, key, document from {Quoted} join {Unnested(load, unknown)} using (zone, key)");
        await using var batch = new NpgsqlBatch(connection) { BatchCommands = { load.Command() } };
        await using var reader = await batch.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            var key = new DocumentKey(reader.GetString(0), reader.GetString(1));
            try
            {
                documents[key] = Document(reader, 2);
            }
            catch (JsonException e)
            {
                documents.Remove(key);
                touches.Remove(key, out var facts);
                asides.Add(new Aside(facts![0], key.Key, e));
                asides.AddRange(facts[1..].Select(fact => Behind(fact, key.Key)));
            }
        }
    }

    /// <summary>The document after its facts, and the row to write: none where there is no document, or where nothing was taken.</summary>
    private (object? Document, Row? Row) FoldOne(DocumentKey key, object? before, List<Recorded> facts, List<Aside> asides, bool write = true)
    {
        try
        {
            var document = before;
            foreach (var fact in facts) document = _model.Apply(key.Key, document, fact);
            return (document, write ? RowOf(key, document) : null);
        }
        catch (Exception)
        {
            return FoldWithCare(key, before, facts, asides, write);
        }
    }

    /// <summary>The same fact by fact: those from the first on that cannot be taken, or after which the document cannot be written, go aside.</summary>
    private (object? Document, Row? Row) FoldWithCare(DocumentKey key, object? before, List<Recorded> facts, List<Aside> asides, bool write)
    {
        var (document, row) = (before, (Row?)null);
        for (var i = 0; i < facts.Count; i++)
        {
            try
            {
                var next = _model.Apply(key.Key, document, facts[i]);
                (row, document) = (write ? RowOf(key, next) : null, next);
            }
            catch (Exception e)
            {
                asides.Add(new Aside(facts[i], key.Key, e));
                asides.AddRange(facts[(i + 1)..].Select(fact => Behind(fact, key.Key)));
                break;
            }
        }

        return (document, row);
    }

    private Row? RowOf(DocumentKey key, object? document) => document is null ? null : new Row(
        key,
        JsonSerializer.Serialize(document, _model.DocumentType, _json),
        [.. _model.Columns.Select(column => column.Checked(column.ValueOf(document)))]);

    private static Aside Behind(Recorded fact, string key) => new(fact, key, new EarlierFactException(key));

    private NpgsqlBatchCommand Upsert(IReadOnlyList<Row> rows)
    {
        var upsert = new Statement();
        upsert.Add($"insert into {Quoted} ({Names}) select * from unnest(")
            .Add(upsert.Values(rows.Select(row => row.Key.Zone))).Add(", ")
            .Add(upsert.Values(rows.Select(row => row.Key.Key))).Add(", ")
            .Add(upsert.Value(NpgsqlDbType.Array | NpgsqlDbType.Jsonb, rows.Select(row => row.Json).ToArray()));
        for (var i = 0; i < _model.Columns.Count; i++)
        {
            var (column, at) = (_model.Columns[i], i);
            upsert.Add(", ").Add(upsert.Value(NpgsqlDbType.Array | column.Type.Db(), column.Values(rows.Select(row => row.Columns[at]))));
        }

        upsert.Add(") on conflict (zone, key) do update set ")
            .Add(string.Join(", ", Main.Columns.Skip(2).Select(column => $"{column.Name} = excluded.{column.Name}")));
        return upsert.Command();
    }

    private NpgsqlBatchCommand Delete(IReadOnlyList<DocumentKey> gone)
    {
        var delete = new Statement();
        delete.Add($"delete from {Quoted} as document using {Unnested(delete, gone)} where (document.zone, document.key) = (touched.zone, touched.key)");
        return delete.Command();
    }

    private static string Unnested(Statement statement, IReadOnlyList<DocumentKey> keys) =>
        $"unnest({statement.Values(keys.Select(key => key.Zone))}, {statement.Values(keys.Select(key => key.Key))}) as touched(zone, key)";

    private sealed record Row(DocumentKey Key, string Json, object?[] Columns);
}
