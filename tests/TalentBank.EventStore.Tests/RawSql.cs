using Npgsql;

namespace TalentBank.EventStore.Tests;

/// <summary>Plain SQL past the engine.</summary>
public static class RawSql
{
    public static async Task Run(this NpgsqlDataSource source, string sql)
    {
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    public static async Task<T> Ask<T>(this NpgsqlDataSource source, string sql)
    {
        await using var command = source.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>The positions that stand in the log after one and up to another, in order.</summary>
    public static async Task<List<long>> Positions(this NpgsqlDataSource source, long after = 0, long through = long.MaxValue)
    {
        var positions = new List<long>();
        await using var command = source.CreateCommand("select seq_id from talentbank.mt_events where seq_id > $1 and seq_id <= $2 order by 1");
        command.Parameters.Add(new() { Value = after });
        command.Parameters.Add(new() { Value = through });
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
            positions.Add(reader.GetInt64(0));
        return positions;
    }

    public static async Task Run(this NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    public static async Task<T?> Ask<T>(this NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync() is T value ? value : default;
    }
}
