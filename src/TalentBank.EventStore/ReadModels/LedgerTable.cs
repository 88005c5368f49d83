using Npgsql;
using NpgsqlTypes;

namespace TalentBank.EventStore.ReadModels;

/// <summary>One row per entry, two per transfer, each with the dimensions of its side.</summary>
internal sealed class LedgerTable : ModelTable
{
    private static readonly TableColumn[] Fixed =
    [
        new("zone", "text"),
        new("position", "bigint"),
        new("ordinal", "integer"),
        new("arrives", "boolean"),
        new("event_id", "uuid"),
        new("stream", "text"),
        new("type", "text"),
        new("unit", "text"),
        new("account", "text"),
        new("counter", "text"),
        new("amount", "numeric(18,2)"),
        new("reason", "text"),
        new("effective", "date"),
        new("recorded_at", "timestamp with time zone"),
        new("actor", "text"),
    ];

    private readonly LedgerModel _model;
    private readonly IReadOnlyList<string> _dimensions;

    public LedgerTable(LedgerModel model, TableRole role, string schema)
        : base(model, role)
    {
        _model = model;
        if (model.Dimensions.Intersect(LedgerSelection.GroupsByName).FirstOrDefault() is { } taken)
            throw new ArgumentException($"No dimension can be called '{taken}': figures are grouped by that already.", nameof(model));
        _dimensions = [.. model.Dimensions.Select(Identifier.Column)];
        Main = new Table(
            schema,
            Name,
            [.. Fixed, .. _dimensions.Select(dimension => new TableColumn(dimension, "text", Nullable: true))],
            "primary key (zone, position, ordinal, arrives)",
            ["(zone, unit, account, recorded_at)", .. model.Lookups.Select(DimensionColumn).Select(column => $"(zone, {column}) where {column} is not null")]);
        Totals = [.. model.Totals.Select((groups, i) => new LedgerTotals(schema, $"{Name}_totals_{i + 1}", groups, group => group == "reason" ? group : DimensionColumn(group)))];
    }

    public override Table Main { get; }

    public IReadOnlyList<LedgerTotals> Totals { get; }

    public override IReadOnlyList<Table> Tables => [Main, .. Totals.Select(totals => totals.Table)];

    public override IEnumerable<string> Begin => Tables.Select(table => table.Create);

    public override IEnumerable<string> Finish =>
    [
        .. Totals.Select(totals => totals.Fill(Quoted)),
        .. Tables.SelectMany(table => (string[])[table.AddKey, .. table.AddIndexes]),
    ];

    /// <summary>The columns of the dimensions, in their order.</summary>
    public IReadOnlyList<string> Dimensions => _dimensions;

    public override IReadOnlyList<string> PrimaryKey => ["zone", "position", "ordinal", "arrives"];

    public override string KeyText => "to_char(position, 'FM0000000000000000000') || '.' || to_char(ordinal, 'FM0000000000') || '.' || arrives::int";

    /// <exception cref="ArgumentException">The ledger has no such dimension.</exception>
    public string DimensionColumn(string dimension)
    {
        for (var i = 0; i < _dimensions.Count; i++)
            if (_model.Dimensions[i] == dimension) return _dimensions[i];

        throw new ArgumentException($"{_model.Name} has no dimension '{dimension}'.", nameof(dimension));
    }

    public override Task<Folded> Fold(NpgsqlConnection connection, Batch batch, IReadOnlySet<DocumentKey> aside, CancellationToken cancel)
    {
        var (sides, asides) = Post(batch.Facts);
        return Task.FromResult(new Folded(sides.Count > 0 ? [Insert(sides)] : [], asides));
    }

    /// <summary>Copied in: the key, the indexes and the totals come when all entries are there.</summary>
    public override async Task<Folded> Fill(NpgsqlConnection connection, Batch batch, IReadOnlySet<DocumentKey> aside, CancellationToken cancel)
    {
        var (sides, asides) = Post(batch.Facts);
        await using var import = await connection.BeginBinaryImportAsync($"copy {Quoted} ({Names}) from stdin (format binary)", cancel);
        foreach (var side in sides)
        {
            await import.StartRowAsync(cancel);
            await import.WriteAsync(side.Fact.Zone, NpgsqlDbType.Text, cancel);
            await import.WriteAsync(side.Fact.Position, NpgsqlDbType.Bigint, cancel);
            await import.WriteAsync(side.Ordinal, NpgsqlDbType.Integer, cancel);
            await import.WriteAsync(side.Arrives, NpgsqlDbType.Boolean, cancel);
            await import.WriteAsync(side.Fact.Id, NpgsqlDbType.Uuid, cancel);
            await import.WriteAsync(side.Fact.Stream, NpgsqlDbType.Text, cancel);
            await import.WriteAsync(side.Fact.Type, NpgsqlDbType.Text, cancel);
            await import.WriteAsync(side.Transfer.Unit, NpgsqlDbType.Text, cancel);
            await import.WriteAsync(side.Own.Account, NpgsqlDbType.Text, cancel);
            await import.WriteAsync(side.Other.Account, NpgsqlDbType.Text, cancel);
            await import.WriteAsync(side.Amount, NpgsqlDbType.Numeric, cancel);
            await import.WriteAsync(side.Transfer.Reason, NpgsqlDbType.Text, cancel);
            await import.WriteAsync(side.Transfer.Effective, NpgsqlDbType.Date, cancel);
            await import.WriteAsync(side.Fact.RecordedAt.ToUniversalTime(), NpgsqlDbType.TimestampTz, cancel);
            await import.WriteAsync(side.Fact.Actor, NpgsqlDbType.Text, cancel);
            foreach (var dimension in _model.Dimensions)
            {
                if (side.Own.Dimensions.TryGetValue(dimension, out var value)) await import.WriteAsync(value, NpgsqlDbType.Text, cancel);
                else await import.WriteNullAsync(cancel);
            }
        }

        await import.CompleteAsync(cancel);
        return new Folded([], asides);
    }

    private (List<Posted> Sides, List<Aside> Asides) Post(IReadOnlyList<Recorded> facts)
    {
        var (sides, asides) = (new List<Posted>(), new List<Aside>());
        foreach (var fact in facts)
        {
            try
            {
                sides.AddRange(Post(fact));
            }
            catch (Exception e)
            {
                asides.Add(new Aside(fact, Key: null, e));
            }
        }

        return (sides, asides);
    }

    /// <summary>All entries of a fact, or none.</summary>
    private List<Posted> Post(Recorded fact)
    {
        var sides = new List<Posted>();
        foreach (var transfer in _model.Post(fact))
        {
            var ordinal = sides.Count / 2;
            sides.Add(new Posted(fact, ordinal, transfer, Arrives: false));
            sides.Add(new Posted(fact, ordinal, transfer, Arrives: true));
        }

        return sides;
    }

    private NpgsqlBatchCommand Insert(List<Posted> sides)
    {
        var insert = new Statement();
        insert.Add($"{(Totals.Count > 0 ? "with posted as (" : "")}insert into {Quoted} ({Names}) select * from unnest(");
        insert.Add(string.Join(", ",
        [
            Text(side => side.Fact.Zone),
            Array(NpgsqlDbType.Bigint, side => side.Fact.Position),
            Array(NpgsqlDbType.Integer, side => side.Ordinal),
            Array(NpgsqlDbType.Boolean, side => side.Arrives),
            Array(NpgsqlDbType.Uuid, side => side.Fact.Id),
            Text(side => side.Fact.Stream),
            Text(side => side.Fact.Type),
            Text(side => side.Transfer.Unit),
            Text(side => side.Own.Account),
            Text(side => side.Other.Account),
            Array(NpgsqlDbType.Numeric, side => side.Amount),
            Text(side => side.Transfer.Reason),
            Array(NpgsqlDbType.Date, side => side.Transfer.Effective),
            Array(NpgsqlDbType.TimestampTz, side => side.Fact.RecordedAt.ToUniversalTime()),
            Text(side => side.Fact.Actor),
            .. _model.Dimensions.Select(dimension => Text(side => side.Own.Dimensions.GetValueOrDefault(dimension))),
        ]));
        insert.Add(")");
        if (Totals.Count > 0)
        {
            // What is added to the totals is what was inserted: one statement, so neither is ever without the other.
            insert.Add(" returning *)");
            for (var i = 1; i < Totals.Count; i++) insert.Add($", totals_{i} as ({Totals[i].Add("posted")})");
            insert.Add($" {Totals[0].Add("posted")}");
        }

        return insert.Command();

        string Text(Func<Posted, string?> value) => insert.Values(sides.Select(value));
        string Array<T>(NpgsqlDbType type, Func<Posted, T> value) => insert.Value(NpgsqlDbType.Array | type, sides.Select(value).ToArray());
    }

    private readonly record struct Posted(Recorded Fact, int Ordinal, Transfer Transfer, bool Arrives)
    {
        public decimal Amount => Arrives ? Transfer.Amount : -Transfer.Amount;

        public Side Own => Arrives ? Transfer.To : Transfer.From;

        public Side Other => Arrives ? Transfer.From : Transfer.To;
    }
}
