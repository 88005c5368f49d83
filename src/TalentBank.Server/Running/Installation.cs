using System.Data.Common;
using System.Security.Cryptography;
using TalentBank.EventStore;
using TalentBank.EventStore.Embedded;
using TalentBank.EventStore.Log;
using TalentBank.EventStore.Moving;
using TalentBank.EventStore.ReadModels;
using TalentBank.EventStore.Vault;
using TalentBank.Server.Commands;

namespace TalentBank.Server.Running;

/// <summary>An open bank: the database and all that works on it, for the server and its commands alike.</summary>
public sealed class Installation : IAsyncDisposable
{
    private readonly EmbeddedPostgres? _postgres;
    private readonly Database _database;

    private Installation(BankSettings settings, EmbeddedPostgres? postgres, Database database, byte[] masterKey, TimeProvider time)
    {
        _postgres = postgres;
        _database = database;
        Zone = settings.Zone;
        Log = new PostgresLog(database);
        Vault = new KeyVault(database, masterKey, time);
        Seal = new PersonalSeal(Vault);
        Store = new ReadModelStore(database, Bank.ReadModels, Json.Options);
        Daemon = new Daemon(Log, Store, PersonalSeal.Read) { Time = time };
        Listener = new Listener(database, Daemon);
        Snapshots = new StreamSnapshots(database, StateCatalog.Build);
        States = new HotStates(Log, Snapshots, time);
        Commands = new CommandRunner(Log, States, Seal, new StreamQueues(), Daemon.Nudge);
        Export = new ZoneExport(database);
        Import = new ZoneImport(database, Vault);
        Calendar = new ZoneCalendar(States, time);
    }

    public string Zone { get; }

    /// <summary>How many connections to the database there can be at most.</summary>
    public int Connections => _database.Connections;

    public IEventLog Log { get; }

    public KeyVault Vault { get; }

    public PersonalSeal Seal { get; }

    public ReadModelStore Store { get; }

    public Daemon Daemon { get; }

    public Listener Listener { get; }

    public StreamSnapshots Snapshots { get; }

    public HotStates States { get; }

    public CommandRunner Commands { get; }

    public ZoneExport Export { get; }

    public ZoneImport Import { get; }

    public ZoneCalendar Calendar { get; }

    /// <summary>Opens the bank: starts PostgreSQL unless one is named, applies the tables, finds the keys.</summary>
    /// <returns>The bank, or what is in the way.</returns>
    public static async Task<(Installation? Bank, Problem? Problem)> Open(BankSettings settings, IProgress<string> progress, TimeProvider time, CancellationToken cancel)
    {
        EmbeddedPostgres? postgres = null;
        if (settings.ConnectionString is null)
        {
            switch (await EmbeddedPostgres.Start(new EmbeddedPostgresOptions { DataFolder = Path.Combine(settings.Folder, "postgres"), Progress = progress }, cancel))
            {
                case StartOutcome.Refused refused:
                    return (null, new Problem(refused.Message));
                case StartOutcome.Running running:
                    postgres = running.Server;
                    break;
            }
        }

        Database? database = null;
        try
        {
            database = await Database.Open(settings.ConnectionString ?? postgres!.ConnectionString, cancel);
            var key = settings.MasterKey is { } text ? MasterKey.FromText(text) : MasterKey.FromFile(Path.Combine(settings.Folder, "master.key"));
            var bank = new Installation(settings, postgres, database, key, time);
            await bank.Store.Prepare(cancel);
            return (bank, null);
        }
        catch (Exception fault)
        {
            if (database is not null)
                await database.DisposeAsync();
            if (postgres is not null)
                await postgres.DisposeAsync();
            if (fault is DbException away && IsAway(away))
                return (null, new Problem($"The database does not answer: {fault.Message}", ExitCode.Unavailable));
            if (IsOfTheMachine(fault))
                return (null, new Problem(fault.Message));
            throw;
        }
    }

    /// <summary>Whether the database is out of reach, rather than answering that something is wrong.</summary>
    internal static bool IsAway(DbException fault) => fault.SqlState is null || fault.IsTransient || fault.SqlState.StartsWith("57P", StringComparison.Ordinal);

    /// <summary>What settings, keys or the database say, in words meant for the operator; anything else is a bug.</summary>
    private static bool IsOfTheMachine(Exception fault) => fault is NotSupportedException or FormatException or CryptographicException
        or IOException or DbException or UnauthorizedAccessException;

    public async ValueTask DisposeAsync()
    {
        States.Dispose();
        await _database.DisposeAsync();
        if (_postgres is not null)
            await _postgres.DisposeAsync();
    }
}
