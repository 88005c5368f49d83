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

    public LedgerTable(LedgerModel model, string schema)
        : base(model, schema)
    {
        _model = model;
        if (model.Dimensions.Intersect(LedgerSelection.GroupsByName).FirstOrDefault() is { } taken)
            throw new ArgumentException($"No dimension can be called '{taken}': figures are grouped by that already.", nameof(model));
        Dimensions = [.. model.Dimensions.Select(Identifier.Column)];
        Columns = [.. Fixed, .. Dimensions.Select(dimension => new TableColumn(dimension, "text", Nullable: true))];
    }

    public override IReadOnlyList<TableColumn> Columns { get; }

    /// <summary>The columns of the dimensions, in their order.</summary>
    public IReadOnlyList<string> Dimensions { get; }

    public override IReadOnlyList<string> PrimaryKey => ["zone", "position", "ordinal", "arrives"];

    public override string KeyText => "to_char(position, 'FM0000000000000000000') || '.' || to_char(ordinal, 'FM0000000000') || '.' || arrives::int";

    /// <summary>It carries all that a figure asks for, so that sums are read from the index alone.</summary>
    public override IEnumerable<string> Indexes =>
        [$"create index on {Quoted} (zone, unit, account, effective) include ({string.Join(", ", ["amount", "reason", "recorded_at", .. Dimensions])})"];

    /// <exception cref="ArgumentException">The ledger has no such dimension.</exception>
    public string DimensionColumn(string dimension)
    {
        for (var i = 0; i < Dimensions.Count; i++)
            if (_model.Dimensions[i] == dimension) return Dimensions[i];

        throw new ArgumentException($"{_model.Name} has no dimension '{dimension}'.", nameof(dimension));
    }

    public override Task<Folded> Fold(NpgsqlConnection connection, Batch batch, IReadOnlySet<DocumentKey> aside, CancellationToken cancel)
    {
        var asides = new List<Aside>();
        var sides = new List<Posted>();
        foreach (var fact in batch.Facts)
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

        return Task.FromResult(new Folded(sides.Count > 0 ? [Insert(sides)] : [], asides));
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
        insert.Add($"insert into {Quoted} ({string.Join(", ", Columns.Select(column => column.Name))}) select * from unnest(");
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
            Array(NpgsqlDbType.Numeric, side => side.Arrives ? side.Transfer.Amount : -side.Transfer.Amount),
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
        public Side Own => Arrives ? Transfer.To : Transfer.From;

        public Side Other => Arrives ? Transfer.From : Transfer.To;
    }
}
