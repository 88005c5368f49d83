using Npgsql;
using NpgsqlTypes;

namespace TalentBank.EventStore.Log;

/// <summary>Requests of one zone that are recorded by one call of <c>talentbank.append</c>: one round trip, one commit.</summary>
internal sealed class AppendGroup
{
    private readonly IReadOnlyList<AppendRequest> _requests;
    private readonly List<(int Request, StreamAppend Append)> _streams = [];
    private readonly List<(int Stream, NewEvent Event)> _events = [];

    /// <param name="requests">At least one, all of one zone, each well-formed.</param>
    public AppendGroup(IReadOnlyList<AppendRequest> requests)
    {
        _requests = requests;
        for (var request = 0; request < requests.Count; request++)
        {
            foreach (var append in requests[request].Streams)
            {
                _streams.Add((request, append));
                foreach (var @event in append.Events)
                    _events.Add((_streams.Count, @event));
            }
        }
    }

    /// <summary>
    /// Records the group; one outcome per request, in their order. Null: the commit was cut short while it waited for a
    /// standby, so the outcome is unknown. There is no way to cancel: a commit once sent is waited for.
    /// </summary>
    public async Task<IReadOnlyList<AppendOutcome>?> Send(NpgsqlDataSource source)
    {
        await using var connection = await source.OpenConnectionAsync();
        var inDoubt = false;
        // "canceling wait for synchronous replication": the server reports success, but no standby has the commit.
        // Told by its code, since messages are translated; nothing else in an append warns.
        connection.Notice += (_, notice) => inDoubt |= notice.Notice.SqlState == PostgresErrorCodes.Warning;

        await using var command = Command(connection);
        var outcomes = new List<AppendOutcome>(_requests.Count);
        await using (var reader = await command.ExecuteReaderAsync())
        {
            while (await reader.ReadAsync())
                outcomes.Add(Outcome(reader));
            // The commit comes after the rows: only when the server is ready again has it happened.
            await reader.NextResultAsync();
        }
        return inDoubt ? null : outcomes;
    }

    private NpgsqlCommand Command(NpgsqlConnection connection) => new(
        """
        select verdict, at_position, at_time, first_result, stale_row, stale_actual
        from talentbank.append($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
        order by request
        """,
        connection)
    {
        Parameters =
        {
            new() { Value = _requests[0].Zone },
            Array(NpgsqlDbType.Uuid, _requests.Select(request => request.CommandId)),
            Array(NpgsqlDbType.Text, _requests.Select(request => request.Fingerprint)),
            Array(NpgsqlDbType.Text, _requests.Select(request => request.Result)),
            Array(NpgsqlDbType.Text, _requests.Select(request => request.Actor)),
            Array(NpgsqlDbType.Text, _requests.Select(request => request.CorrelationId)),
            Array(NpgsqlDbType.Integer, _streams.Select(stream => stream.Request + 1)),
            Array(NpgsqlDbType.Text, _streams.Select(stream => stream.Append.Stream)),
            Array(NpgsqlDbType.Bigint, _streams.Select(stream => stream.Append.ExpectedVersion)),
            Array(NpgsqlDbType.Integer, _events.Select(entry => entry.Stream)),
            Array(NpgsqlDbType.Uuid, _events.Select(entry => entry.Event.Id)),
            Array(NpgsqlDbType.Text, _events.Select(entry => entry.Event.Type)),
            Array(NpgsqlDbType.Jsonb, _events.Select(entry => entry.Event.Data)),
        },
    };

    private AppendOutcome Outcome(NpgsqlDataReader row) => row.GetString(0) switch
    {
        "appended" => new AppendOutcome.Appended(row.GetInt64(1), row.GetFieldValue<DateTimeOffset>(2)),
        "repeated" => new AppendOutcome.Repeated(row.GetInt64(1), row.GetString(3)),
        "conflict" => Conflict(_streams[row.GetInt32(4) - 1].Append, row.GetInt64(5)),
        "taken" => new AppendOutcome.CommandIdTaken(),
        var verdict => throw new InvalidOperationException($"talentbank.append gave the verdict {verdict}."),
    };

    private static AppendOutcome.Conflict Conflict(StreamAppend stale, long actual) => new(stale.Stream, stale.ExpectedVersion, actual);

    private static NpgsqlParameter Array<T>(NpgsqlDbType element, IEnumerable<T> values) =>
        new() { NpgsqlDbType = NpgsqlDbType.Array | element, Value = values.ToArray() };
}
