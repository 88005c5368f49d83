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

    /// <summary>As somebody who gets past every trigger: the tests' own hand in the log, or an attacker's.</summary>
    public static Task RunPastTriggers(this NpgsqlDataSource source, string sql) => source.Run($"set session_replication_role = replica; {sql}");

    public static async Task<T> Ask<T>(this NpgsqlDataSource source, string sql)
    {
        await using var command = source.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync())!;
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
