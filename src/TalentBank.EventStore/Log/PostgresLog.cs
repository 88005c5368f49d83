using System.Diagnostics.Metrics;
using Npgsql;
using NpgsqlTypes;

namespace TalentBank.EventStore.Log;

/// <summary>The log in PostgreSQL, in Marten's tables. Made once per database: it remembers the gaps it has seen.</summary>
public sealed class PostgresLog : IEventLog
{
    /// <summary>Of what length of data (characters) no more is read into one page, so that a backlog of large facts fits into memory.</summary>
    private const int PageWeight = 4 << 20;

    private const string Columns = "e.seq_id, e.id, e.tenant_id, e.stream_id, e.version, e.type, e.data, e.timestamp, e.user_name, e.causation_id, e.correlation_id";

    private static readonly Counter<long> Skips = Telemetry.Meter.CreateCounter<long>("tb_skips_total", "{number}", "Numbers that no event will ever have.");

    private readonly Database _database;
    private readonly GroupCommit _groups;
    private readonly RememberedCommands _remembered;
    private readonly GapReader _reader;

    public PostgresLog(Database database)
    {
        _database = database;
        _groups = new GroupCommit(database);
        _remembered = new RememberedCommands(database);
        _reader = new GapReader(Look, Writers, Skip);
    }

    public ValueTask<AppendOutcome> Append(AppendRequest request) => new(_groups.Append(new PendingAppend(request, WellFormed.Check(request))));

    public async ValueTask<AppendOutcome?> Find(string zone, Guid commandId, string fingerprint, CancellationToken cancel = default) =>
        (await _remembered.Find(zone, [(commandId, fingerprint)], cancel))[0];

    public async ValueTask<IReadOnlyList<StreamSlice>> ReadStreams(string zone, IReadOnlyList<StreamFrom> streams, CancellationToken cancel = default)
    {
        WellFormed.Zone(zone);
        foreach (var (stream, _) in streams)
            WellFormed.Stream(stream);

        await using var command = _database.Source.CreateCommand(
            $"""
            select {Columns}, s.n
            from unnest($2, $3) with ordinality s(id, after, n)
            cross join lateral (select * from talentbank.mt_events where tenant_id = $1 and stream_id = s.id and version > s.after offset 0) e
            order by s.n, e.version
            """);
        command.Parameters.Add(new() { Value = zone });
        command.Parameters.Add(new() { NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text, Value = streams.Select(from => from.Stream).ToArray() });
        command.Parameters.Add(new() { NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bigint, Value = streams.Select(from => from.After).ToArray() });

        var events = streams.Select(_ => new List<RecordedEvent>()).ToArray();
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
            events[reader.GetInt64(11) - 1].Add(Event(reader));
        return [.. streams.Zip(events, (from, its) => new StreamSlice(from.Stream, its is [.., var last] ? last.Version : from.After, its))];
    }

    public ValueTask<LogPage> ReadAll(long after, int limit, CancellationToken cancel = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(after);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);
        return _reader.Read(after, limit, cancel);
    }

    /// <summary>What keeps <see cref="ReadAll"/> from going on; null where it gets all that there is.</summary>
    public ValueTask<ReaderHold?> HeldBy(CancellationToken cancel = default) => _reader.HeldBy(cancel);

    private async Task<Look> Look(long after, int limit, CancellationToken cancel)
    {
        await using var command = _database.Source.CreateCommand(
            $"""
            select {Columns}, (select max(seq_id) from talentbank.mt_events)
            from talentbank.mt_events e
            where e.seq_id > $1
            order by e.seq_id
            limit $2
            """);
        command.Parameters.Add(new() { Value = after });
        command.Parameters.Add(new() { Value = limit });

        var events = new List<RecordedEvent>();
        var last = after;
        await using var reader = await command.ExecuteReaderAsync(cancel);
        for (var weight = 0; weight < PageWeight && await reader.ReadAsync(cancel); weight += events[^1].Data.Length)
        {
            events.Add(Event(reader));
            last = reader.GetInt64(11);
        }
        return new Look(events, last);
    }

    /// <summary>nextval takes this lock for the whole transaction; what only reads the sequence (a dump) holds ACCESS SHARE.</summary>
    private async Task<IReadOnlyDictionary<string, int>> Writers(CancellationToken cancel)
    {
        await using var command = _database.Source.CreateCommand(
            """
            select virtualtransaction, coalesce(pid, 0)
            from pg_locks
            where locktype = 'relation'
              and database = (select oid from pg_database where datname = current_database())
              and relation = 'talentbank.mt_events_sequence'::regclass
              and mode <> 'AccessShareLock'
              and granted
            """);
        var writers = new Dictionary<string, int>();
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
            writers[reader.GetString(0)] = reader.GetInt32(1);
        return writers;
    }

    /// <summary>
    /// Writes down the gaps after a position and below another, each once, whoever comes to them: a gap begins after the last
    /// event before it, wherever the reader stood. What lies before the last one written down was written down with it.
    /// </summary>
    private async Task Skip(long after, long last, CancellationToken cancel)
    {
        await using var command = _database.Source.CreateCommand(
            """
            with start as (
                select coalesce(max(e.seq_id), 0) as position
                from talentbank.mt_events e
                where e.seq_id <= greatest($1, (select s.through from talentbank.skips s order by s.position desc limit 1))),
            gaps as (
                insert into talentbank.skips (position, through, seen_at)
                select e.before + 1, e.seq_id - 1, clock_timestamp()
                from start, lateral (
                    select seq_id, lag(seq_id, 1, start.position) over (order by seq_id) as before
                    from talentbank.mt_events
                    where seq_id > start.position and seq_id <= $2) e
                where e.seq_id > e.before + 1
                on conflict (position) do nothing
                returning position, through)
            select coalesce(sum(through - position + 1), 0)::bigint from gaps
            """);
        command.Parameters.Add(new() { Value = after });
        command.Parameters.Add(new() { Value = last });
        Skips.Add((long)(await command.ExecuteScalarAsync(cancel))!);
    }

    /// <summary>A foreign writer may leave the metadata empty: nobody, no command.</summary>
    private static RecordedEvent Event(NpgsqlDataReader row) => new(
        Position: row.GetInt64(0),
        Id: row.GetGuid(1),
        Zone: row.GetString(2),
        Stream: row.GetString(3),
        Version: row.GetInt64(4),
        Type: row.GetString(5),
        Data: row.GetString(6),
        RecordedAt: row.GetFieldValue<DateTimeOffset>(7),
        Actor: row.IsDBNull(8) ? "" : row.GetString(8),
        CommandId: !row.IsDBNull(9) && Guid.TryParse(row.GetString(9), out var command) ? command : Guid.Empty,
        CorrelationId: row.IsDBNull(10) ? null : row.GetString(10));
}
