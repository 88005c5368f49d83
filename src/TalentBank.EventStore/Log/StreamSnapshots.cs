using NpgsqlTypes;

namespace TalentBank.EventStore.Log;

/// <summary>
/// What long streams were folded to, so that nobody has to read them from their first event again. A cache: a snapshot of
/// another build counts as none, and the whole table may be emptied at any time.
/// </summary>
/// <param name="database">Where they are kept.</param>
/// <param name="build">The build of the code that folds, whose snapshots alone are read.</param>
public sealed class StreamSnapshots(Database database, Guid build)
{
    /// <summary>The snapshots of these streams, in one round trip; a stream without one is left out.</summary>
    public async Task<IReadOnlyDictionary<string, StreamSnapshot>> Read(string zone, IReadOnlyCollection<string> streams, CancellationToken cancel = default)
    {
        await using var command = database.Source.CreateCommand(
            "select stream, version, state from talentbank.snapshots where zone = $1 and stream = any($2) and build = $3");
        command.Parameters.Add(new() { Value = zone });
        command.Parameters.Add(new() { NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text, Value = streams.ToArray() });
        command.Parameters.Add(new() { Value = build });
        var snapshots = new Dictionary<string, StreamSnapshot>();
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
            snapshots.Add(reader.GetString(0), new StreamSnapshot(reader.GetString(0), reader.GetInt64(1), reader.GetString(2)));
        return snapshots;
    }

    /// <summary>Keeps snapshots, each in place of an older one of its stream.</summary>
    public async Task Write(string zone, IReadOnlyCollection<StreamSnapshot> snapshots, CancellationToken cancel = default)
    {
        await using var command = database.Source.CreateCommand(
            """
            insert into talentbank.snapshots as kept (zone, stream, version, build, state)
            select $1, stream, version, $2, state from unnest($3, $4, $5) new(stream, version, state) order by stream
            on conflict (zone, stream) do update set version = excluded.version, build = excluded.build, state = excluded.state
            where kept.build <> excluded.build or kept.version < excluded.version
            """);
        command.Parameters.Add(new() { Value = zone });
        command.Parameters.Add(new() { Value = build });
        command.Parameters.Add(new() { NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text, Value = snapshots.Select(snapshot => snapshot.Stream).ToArray() });
        command.Parameters.Add(new() { NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bigint, Value = snapshots.Select(snapshot => snapshot.Version).ToArray() });
        command.Parameters.Add(new() { NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Jsonb, Value = snapshots.Select(snapshot => snapshot.State).ToArray() });
        await command.ExecuteNonQueryAsync(cancel);
    }
}

/// <summary>A stream's state after its event of a version, as JSON text.</summary>
public sealed record StreamSnapshot(string Stream, long Version, string State);
