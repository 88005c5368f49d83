using Npgsql;
using NpgsqlTypes;

namespace TalentBank.EventStore.Log;

/// <summary>A kept connection with the prepared call of <c>talentbank.append</c>; it sends one group at a time.</summary>
internal sealed class AppendSession : IAsyncDisposable
{
    private readonly Database _database;
    private readonly NpgsqlConnection _connection;
    private readonly NpgsqlCommand _call;
    private readonly NpgsqlParameter<string> _zone = new();

    // Filled anew for each group.
    private readonly List<Guid> _commandIds = [];
    private readonly List<string> _fingerprints = [];
    private readonly List<string> _results = [];
    private readonly List<int> _ends = [];
    private readonly List<int> _streamRequests = [];
    private readonly List<string> _streams = [];
    private readonly List<long> _expected = [];
    private readonly List<int> _counts = [];
    private readonly List<int> _eventRequests = [];
    private readonly List<string> _eventStreams = [];
    private readonly List<long> _eventVersions = [];
    private readonly List<Guid> _eventIds = [];
    private readonly List<string> _eventTypes = [];
    private readonly List<string> _eventData = [];
    private readonly List<Guid> _eventCommandIds = [];
    private readonly List<string?> _eventCorrelationIds = [];
    private readonly List<string> _eventActors = [];

    private bool _inDoubt;

    private AppendSession(Database database, NpgsqlConnection connection)
    {
        _database = database;
        _connection = connection;
        // "canceling wait for synchronous replication": the server reports success, but no standby has the commit.
        // Told by its code, since messages are translated; nothing else in an append warns.
        connection.Notice += (_, notice) => _inDoubt |= notice.Notice.SqlState == PostgresErrorCodes.Warning;
        _call = new NpgsqlCommand(
            """
            select verdicts, positions, results, rows, actuals, recorded
            from talentbank.append($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)
            """,
            connection)
        {
            Parameters =
            {
                _zone,
                Array(NpgsqlDbType.Uuid, _commandIds), Array(NpgsqlDbType.Text, _fingerprints), Array(NpgsqlDbType.Text, _results), Array(NpgsqlDbType.Integer, _ends),
                Array(NpgsqlDbType.Integer, _streamRequests), Array(NpgsqlDbType.Text, _streams), Array(NpgsqlDbType.Bigint, _expected), Array(NpgsqlDbType.Integer, _counts),
                Array(NpgsqlDbType.Integer, _eventRequests), Array(NpgsqlDbType.Text, _eventStreams), Array(NpgsqlDbType.Bigint, _eventVersions),
                Array(NpgsqlDbType.Uuid, _eventIds), Array(NpgsqlDbType.Text, _eventTypes), Array(NpgsqlDbType.Jsonb, _eventData),
                Array(NpgsqlDbType.Uuid, _eventCommandIds), Array(NpgsqlDbType.Text, _eventCorrelationIds), Array(NpgsqlDbType.Text, _eventActors),
            },
        };
    }

    public static async Task<AppendSession> Open(Database database)
    {
        var session = new AppendSession(database, await database.OpenKept());
        if (database.Prepares)
            await session._call.PrepareAsync();
        return session;
    }

    /// <summary>
    /// Records the requests of a group, all of one zone, in one round trip and one commit; one outcome per request,
    /// in their order. Null: the commit was cut short while it waited for a standby, so the outcome is unknown. There is no
    /// way to cancel: a commit once sent is waited for.
    /// </summary>
    public async Task<AppendOutcome[]?> Send(IReadOnlyList<PendingAppend> group)
    {
        Fill(group);
        _inDoubt = false;
        AppendOutcome[] outcomes;
        await using (var reader = await _call.ExecuteReaderAsync())
        {
            await reader.ReadAsync();
            outcomes = Outcomes(reader);
            // The commit comes after the row: only when the server is ready again has it happened.
            await reader.NextResultAsync();
        }
        return _inDoubt ? null : outcomes;
    }

    public ValueTask DisposeAsync()
    {
        _call.Dispose();
        return _database.Close(_connection);
    }

    private void Fill(IReadOnlyList<PendingAppend> group)
    {
        Clear();
        _zone.TypedValue = group[0].Request.Zone;
        for (var n = 0; n < group.Count; n++)
        {
            var request = group[n].Request;
            foreach (var (stream, expected, events) in request.Streams)
            {
                _streamRequests.Add(n + 1);
                _streams.Add(stream);
                _expected.Add(expected);
                _counts.Add(events.Count);
                for (var e = 0; e < events.Count; e++)
                {
                    _eventRequests.Add(n + 1);
                    _eventStreams.Add(stream);
                    _eventVersions.Add(expected + e + 1);
                    _eventIds.Add(events[e].Id);
                    _eventTypes.Add(events[e].Type);
                    _eventData.Add(events[e].Data);
                    _eventCommandIds.Add(request.CommandId);
                    _eventCorrelationIds.Add(request.CorrelationId);
                    _eventActors.Add(request.Actor);
                }
            }
            _commandIds.Add(request.CommandId);
            _fingerprints.Add(request.Fingerprint);
            _results.Add(request.Result);
            _ends.Add(_eventIds.Count);
        }
    }

    private void Clear()
    {
        foreach (var parameter in _call.Parameters.Skip(1))
            ((System.Collections.IList)parameter.Value!).Clear();
    }

    private AppendOutcome[] Outcomes(NpgsqlDataReader row)
    {
        var verdicts = row.IsDBNull(0) ? null : row.GetFieldValue<string[]>(0);
        var positions = row.GetFieldValue<long[]>(1);
        var recorded = row.GetFieldValue<DateTimeOffset>(5);
        var outcomes = new AppendOutcome[positions.Length];
        if (verdicts is null)
        {
            for (var n = 0; n < outcomes.Length; n++)
                outcomes[n] = new AppendOutcome.Appended(positions[n], recorded);
            return outcomes;
        }
        var results = row.GetFieldValue<string?[]>(2);
        var rows = row.GetFieldValue<int?[]>(3);
        var actuals = row.GetFieldValue<long?[]>(4);
        for (var n = 0; n < outcomes.Length; n++)
        {
            outcomes[n] = verdicts[n] switch
            {
                "appended" => new AppendOutcome.Appended(positions[n], recorded),
                "repeated" => new AppendOutcome.Repeated(positions[n], results[n]!),
                "taken" => new AppendOutcome.CommandIdTaken(),
                "archived" => new AppendOutcome.Archived(_streams[rows[n]!.Value - 1]),
                "conflict" => new AppendOutcome.Conflict(_streams[rows[n]!.Value - 1], _expected[rows[n]!.Value - 1], actuals[n]!.Value),
                var verdict => throw new InvalidOperationException($"talentbank.append gave the verdict {verdict}."),
            };
        }
        return outcomes;
    }

    private static NpgsqlParameter<List<T>> Array<T>(NpgsqlDbType element, List<T> values) =>
        new() { NpgsqlDbType = NpgsqlDbType.Array | element, TypedValue = values };
}
