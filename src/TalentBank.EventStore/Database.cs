using System.Collections.Concurrent;
using Npgsql;

namespace TalentBank.EventStore;

/// <summary>The one door to PostgreSQL: every transaction of the engine goes through it.</summary>
public sealed class Database : IAsyncDisposable
{
    /// <summary>The schema of the log and its bookkeeping.</summary>
    internal const string Schema = "talentbank";

    /// <summary>The timeout of statements that take as long as the data is large, or that wait for their turn.</summary>
    internal const int Unbounded = 0;

    private const string AutoPrepare = "Max Auto Prepare", CommandTimeout = "Command Timeout", ConnectTimeout = "Timeout", PoolSize = "Maximum Pool Size";

    /// <summary>
    /// How long a statement may take in seconds, where the settings don't say. A connection that went dead without a word
    /// (half-open) shows only by that; Npgsql's 30 are longer than whoever waits for the answer does.
    /// </summary>
    private const int LongestStatement = 10;

    /// <summary>How long may be waited for a connection in seconds, where the settings don't say.</summary>
    private const int LongestConnecting = 10;

    /// <summary>How many connections one server opens at most, where the settings don't say: two servers fit into PostgreSQL's 100.</summary>
    private const int MostConnections = 45;

    /// <summary>How many statements that come again and again each connection keeps prepared.</summary>
    private const int MostPrepared = 100;

    /// <summary>The engine's own tables, in the order in which they are applied: each file can be applied again and again.</summary>
    private static readonly string[] Tables = ["Log.tables.sql", "Log.append.sql", "Log.archive.sql", "ReadModels.tables.sql", "Vault.tables.sql"];

    private readonly ConcurrentDictionary<NpgsqlConnection, bool> _kept = [];

    private Database(NpgsqlDataSource source, bool prepares, int connections) => (Source, Prepares, Connections) = (source, prepares, connections);

    /// <summary>How many connections the pool opens at most.</summary>
    public int Connections { get; }

    /// <summary>The pool of connections.</summary>
    internal NpgsqlDataSource Source { get; }

    /// <summary>Whether statements may be prepared: not through a pooler such as pgbouncer, as <c>Max Auto Prepare=0</c> says.</summary>
    internal bool Prepares { get; }

    /// <summary>Connects to PostgreSQL 15 or newer, never to a standby, and applies the engine's tables (idempotent).</summary>
    /// <exception cref="NotSupportedException">The server is too old, or a standby; the message says which.</exception>
    public static async Task<Database> Open(string connectionString, CancellationToken cancel = default)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString);
        if (!settings.ShouldSerialize(AutoPrepare))
            settings.MaxAutoPrepare = MostPrepared;
        if (!settings.ShouldSerialize(CommandTimeout))
            settings.CommandTimeout = LongestStatement;
        if (!settings.ShouldSerialize(ConnectTimeout))
            settings.Timeout = LongestConnecting;
        if (!settings.ShouldSerialize(PoolSize))
            settings.MaxPoolSize = MostConnections;
        var source = NpgsqlDataSource.Create(settings);
        try
        {
            await using var connection = await source.OpenConnectionAsync(cancel);
            await Examine(connection, cancel);
            await Apply(connection, cancel);
            return new Database(source, prepares: settings.MaxAutoPrepare > 0, settings.MaxPoolSize);
        }
        catch
        {
            await source.DisposeAsync();
            throw;
        }
    }

    /// <summary>Why the engine can't work on such a server; null: it can.</summary>
    internal static string? Objection(int versionNumber, bool isStandby) => (versionNumber, isStandby) switch
    {
        ( < 15_00_00, _) => $"PostgreSQL 15 or newer is needed; this server is PostgreSQL {versionNumber / 1_00_00}.",
        (_, true) => "This server is a standby (it is in recovery): connect to the primary.",
        _ => null,
    };

    /// <summary>Lets go of every pooled connection, so that the next one is fresh and finds the primary of now.</summary>
    internal void Refresh() => Source.Clear();

    /// <summary>A connection that its user keeps from one use to the next, so that what it prepares stays; closed with the database at the latest.</summary>
    internal async Task<NpgsqlConnection> OpenKept(CancellationToken cancel = default)
    {
        var connection = await Source.OpenConnectionAsync(cancel);
        _kept.TryAdd(connection, true);
        return connection;
    }

    internal ValueTask Close(NpgsqlConnection kept)
    {
        _kept.TryRemove(kept, out _);
        return kept.DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var kept in _kept.Keys)
            await Close(kept);
        await Source.DisposeAsync();
    }

    private static async Task Examine(NpgsqlConnection connection, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand("select current_setting('server_version_num')::int, pg_is_in_recovery()", connection);
        await using var reader = await command.ExecuteReaderAsync(cancel);
        await reader.ReadAsync(cancel);
        if (Objection(reader.GetInt32(0), reader.GetBoolean(1)) is { } objection)
            throw new NotSupportedException(objection);
    }

    private static async Task Apply(NpgsqlConnection connection, CancellationToken cancel)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        // Servers that start together apply one after the other: "if not exists" alone does not survive a race.
        await Run("select pg_advisory_xact_lock(hashtextextended('talentbank.tables', 0))", connection, cancel);
        foreach (var file in Tables)
            await Run(await Text(file, cancel), connection, cancel);
        await transaction.CommitAsync(CancellationToken.None);
    }

    private static async Task Run(string sql, NpgsqlConnection connection, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = Unbounded };
        await command.ExecuteNonQueryAsync(cancel);
    }

    private static async Task<string> Text(string file, CancellationToken cancel)
    {
        var type = typeof(Database);
        var stream = type.Assembly.GetManifestResourceStream($"{type.Namespace}.{file}")
            ?? throw new InvalidOperationException($"The tables {file} are not in the assembly.");
        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync(cancel);
    }
}
