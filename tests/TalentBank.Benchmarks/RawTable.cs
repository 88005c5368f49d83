using Npgsql;
using NpgsqlTypes;
using TalentBank.EventStore.Log;

namespace TalentBank.Benchmarks;

/// <summary>
/// The baseline of appending: a table with the columns of mt_events, its sequence and its primary key, and nothing else: no
/// further index, no reference, no stream, no command id, no version checked.
/// </summary>
internal sealed class RawTable(NpgsqlDataSource source)
{
    private const string Columns = "seq_id, id, stream_id, version, data, type, timestamp, tenant_id, correlation_id, causation_id, user_name";

    public async Task Create()
    {
        await using var command = source.CreateCommand(
            """
            create table raw_events (
                seq_id bigint not null primary key, id uuid not null, stream_id varchar, version bigint not null, data jsonb not null,
                bdata bytea, type varchar(500) not null, timestamp timestamptz not null default now(), tenant_id varchar,
                mt_dotnet_type varchar, correlation_id varchar, causation_id varchar, headers jsonb, user_name varchar,
                is_archived boolean not null default false);
            create sequence raw_sequence
            """);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>The requests' facts one by one, each in a commit of its own: prepared, on as many connections as there are callers.</summary>
    public async Task Insert(IReadOnlyList<AppendRequest> requests, int callers) =>
        await Callers.Run(callers, requests, async next =>
        {
            await using var connection = await source.OpenConnectionAsync();
            await using var command = new NpgsqlCommand(
                $"insert into raw_events ({Columns}) values (nextval('raw_sequence'), $1, $2, $3, $4, $5, now(), $6, $7, $8, $9)", connection);
            foreach (var type in (ReadOnlySpan<NpgsqlDbType>)[
                NpgsqlDbType.Uuid, NpgsqlDbType.Varchar, NpgsqlDbType.Bigint, NpgsqlDbType.Jsonb, NpgsqlDbType.Varchar,
                NpgsqlDbType.Varchar, NpgsqlDbType.Varchar, NpgsqlDbType.Varchar, NpgsqlDbType.Varchar])
            {
                command.Parameters.Add(new() { NpgsqlDbType = type });
            }
            await command.PrepareAsync();
            while (next() is { } request)
            {
                var values = Values(request);
                for (var n = 0; n < values.Length; n++)
                    command.Parameters[n].Value = values[n];
                await command.ExecuteNonQueryAsync();
            }
        });

    /// <summary>All of them by one binary COPY, numbered by us.</summary>
    public async Task Copy(IReadOnlyList<AppendRequest> requests)
    {
        await using var connection = await source.OpenConnectionAsync();
        await using var reserve = new NpgsqlCommand($"select setval('raw_sequence', nextval('raw_sequence') + {requests.Count})", connection);
        var number = (long)(await reserve.ExecuteScalarAsync())! - requests.Count;
        var now = DateTime.UtcNow;
        await using var import = await connection.BeginBinaryImportAsync($"copy raw_events ({Columns}) from stdin (format binary)");
        foreach (var request in requests)
        {
            var (stream, expected, events) = request.Streams[0];
            await import.StartRowAsync();
            await import.WriteAsync(number++, NpgsqlDbType.Bigint);
            await import.WriteAsync(events[0].Id, NpgsqlDbType.Uuid);
            await import.WriteAsync(stream, NpgsqlDbType.Varchar);
            await import.WriteAsync(expected + 1, NpgsqlDbType.Bigint);
            await import.WriteAsync(events[0].Data, NpgsqlDbType.Jsonb);
            await import.WriteAsync(events[0].Type, NpgsqlDbType.Varchar);
            await import.WriteAsync(now, NpgsqlDbType.TimestampTz);
            await import.WriteAsync(request.Zone, NpgsqlDbType.Varchar);
            await import.WriteAsync(request.CorrelationId!, NpgsqlDbType.Varchar);
            await import.WriteAsync(request.CommandId.ToString(), NpgsqlDbType.Varchar);
            await import.WriteAsync(request.Actor, NpgsqlDbType.Varchar);
        }
        await import.CompleteAsync();
    }

    private static object[] Values(AppendRequest request)
    {
        var (stream, expected, events) = request.Streams[0];
        return [events[0].Id, stream, expected + 1, events[0].Data, events[0].Type, request.Zone, request.CorrelationId!, request.CommandId.ToString(), request.Actor];
    }
}
