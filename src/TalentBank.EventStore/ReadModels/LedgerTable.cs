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
            ["(zone, recorded_at, position)", .. model.Lookups.Select(DimensionColumn).Select(column => $"(zone, {column}) where {column} is not null")]);
        Totals = [.. model.Totals.Select((groups, i) => new LedgerTotals(schema, Name, i + 1, groups, group => group == "reason" ? group : DimensionColumn(group)))];
    }

    public override Table Main { get; }

    public IReadOnlyList<LedgerTotals> Totals { get; }

    public override IReadOnlyList<Table> Tables => [Main, .. Totals.SelectMany(totals => (Table[])[totals.Groups, totals.Sums])];

    public override IEnumerable<string> Begin => Tables.Select(table => table.Create);

    public override IEnumerable<NpgsqlBatchCommand> Finish(long position) =>
    [
        .. AddToTotals(0, position),
        .. Tables.SelectMany(table => (string[])[table.AddKey, .. table.AddIndexes]).Select(sql => new NpgsqlBatchCommand(sql)),
    ];

    /// <summary>The columns of the dimensions, in their order.</summary>
    public IReadOnlyList<string> Dimensions => _dimensions;

    public override IReadOnlyList<string> PrimaryKey => ["zone", "position", "ordinal", "arrives"];

    public override string KeyText => "to_char(position, 'FM0000000000000000000') || '.' || to_char(ordinal, 'FM0000000000') || '.' || arrives::int";

    /// <summary>The totals that a figure is made of; null where it is made of entries.</summary>
    public LedgerTotals? TotalsOf(Balances balances) => Totals.Where(totals => totals.Covers(balances.Entries, balances.GroupBy)).MinBy(totals => totals.GroupBy.Count);

    /// <summary>The position that it includes.</summary>
    public string Position(Statement statement) => $"(select last_seq_id from {ReadModelStore.Progression} where name = {statement.Value(Progress)})";

    /// <summary>The position through which a zone's entries were known at an instant: in the order of the log recorded times never go back.</summary>
    public string KnownAt(Statement statement, string zone, DateTimeOffset instant) =>
        $"coalesce((select position from {Quoted} where zone = {statement.Value(zone)} and recorded_at <= {statement.Value(NpgsqlDbType.TimestampTz, instant.ToUniversalTime())} order by recorded_at desc, position desc limit 1), 0)";

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
        return Task.FromResult(new Folded([.. sides.Count > 0 ? [Insert(sides)] : (NpgsqlBatchCommand[])[], .. AddToTotals(batch.From, batch.To)], asides));
    }

    /// <summary>Copied in: the key, the indexes and the totals come when all entries are there.</summary>
    public override async Task<Folded> Fill(NpgsqlConnection connection, Batch batch, IReadOnlySet<DocumentKey> aside, CancellationToken cancel)
    {
        var (sides, asides) = Post(batch.Facts);
        // Dimensions that none of them has need not be sent: most entries have few of many.
        int[] used = [.. Enumerable.Range(0, _dimensions.Count).Where(i => sides.Exists(side => side.Own.Dimensions.ContainsKey(_model.Dimensions[i])))];
        if (sides.Count == 0) return new Folded([], asides);
        var rows = new BinaryRows();
        foreach (var side in sides) Write(rows, side, used);
        await rows.Send(connection, Quoted, string.Join(", ", [.. Fixed.Select(column => column.Name), .. used.Select(i => _dimensions[i])]), cancel);
        return new Folded([], asides);
    }

    private void Write(BinaryRows rows, Posted side, int[] used)
    {
        rows.Row(Fixed.Length + used.Length);
        rows.Text(side.Fact.Zone);
        rows.BigInt(side.Fact.Position);
        rows.Int(side.Ordinal);
        rows.Bool(side.Arrives);
        rows.Uuid(side.Fact.Id);
        rows.Text(side.Fact.Stream);
        rows.Text(side.Fact.Type);
        rows.Text(side.Transfer.Unit);
        rows.Text(side.Own.Account);
        rows.Text(side.Other.Account);
        rows.Amount(side.Amount);
        rows.Text(side.Transfer.Reason);
        rows.Date(side.Transfer.Effective);
        rows.Instant(side.Fact.RecordedAt);
        rows.Text(side.Fact.Actor);
        foreach (var i in used)
        {
            if (side.Own.Dimensions.TryGetValue(_model.Dimensions[i], out var value)) rows.Text(value);
            else rows.Null();
        }
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

    private IEnumerable<NpgsqlBatchCommand> AddToTotals(long from, long to) => Totals.SelectMany(totals => totals.Add(Quoted, from, to)).Select(statement => statement.Command());

    private NpgsqlBatchCommand Insert(List<Posted> sides)
    {
        var insert = new Statement();
        insert.Add($"insert into {Quoted} ({Names}) select * from unnest(");
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
        return insert.Add(")").Command();

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
