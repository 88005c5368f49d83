using Npgsql;

namespace TalentBank.EventStore.Tests.Log;

/// <summary>A transaction of another application on the same tables, which knows nothing of our lock. One stream, one event at a time.</summary>
public sealed class ForeignWriter : IAsyncDisposable
{
    private readonly NpgsqlConnection _connection;
    private readonly string _stream;
    private long _version;

    private ForeignWriter(NpgsqlConnection connection, string stream) => (_connection, _stream) = (connection, stream);

    public static async Task<ForeignWriter> On(NpgsqlDataSource source, string stream)
    {
        var connection = await source.OpenConnectionAsync();
        await connection.Run($"insert into talentbank.mt_streams (tenant_id, id, version) values ('foreign', '{stream}', 0)");
        return new ForeignWriter(connection, stream);
    }

    public static Task<ForeignWriter> OnAStreamOfItsOwn(NpgsqlDataSource source) => On(source, $"s-{Guid.NewGuid():N}");

    /// <summary>The session, as PostgreSQL numbers it.</summary>
    public int ProcessId => _connection.ProcessID;

    public Task Run(string sql) => _connection.Run(sql);

    public Task Begin() => _connection.Run("begin");

    public Task<long> TakeTransactionId() => _connection.Ask<long>("select pg_current_xact_id()::text::bigint");

    public Task<bool> HasTransactionId() => _connection.Ask<bool>("select pg_current_xact_id_if_assigned() is not null");

    public Task Sleep(int milliseconds) => _connection.Run($"select pg_sleep({milliseconds} / 1000.0)");

    public Task<long> TakeNumber() => _connection.Ask<long>("select nextval('talentbank.mt_events_sequence')");

    public Task Insert(long number) => _connection.Run(
        $"""
        insert into talentbank.mt_events (seq_id, id, stream_id, version, data, type, tenant_id)
        values ({number}, gen_random_uuid(), '{_stream}', {++_version}, '{"{}"}', 'noted', 'foreign')
        """);

    public Task Commit() => _connection.Run("commit");

    public Task Rollback()
    {
        _version--;
        return _connection.Run("rollback");
    }

    public async Task<long> WriteOne()
    {
        await Begin();
        var number = await TakeNumber();
        await Insert(number);
        await Commit();
        return number;
    }

    public ValueTask DisposeAsync() => _connection.DisposeAsync();
}
