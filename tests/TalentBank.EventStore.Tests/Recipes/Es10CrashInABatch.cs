using System.Diagnostics;
using TalentBank.EventStore.Embedded;
using TalentBank.EventStore.ReadModels;
using TalentBank.EventStore.Tests.Embedded;
using TalentBank.EventStore.Tests.ReadModels;

namespace TalentBank.EventStore.Tests.Recipes;

/// <summary>Daemons and PostgreSQL killed in the midst of a batch: the read models are what a rebuild makes of the log.</summary>
public sealed class Es10CrashInABatch
{
    private static readonly int Kills = RecipeLength.Of(4, 200);

    [Fact]
    public async Task However_often_the_daemon_is_killed_the_models_equal_a_rebuild()
    {
        await using var bank = await RecipeBank.Open();
        // Between a batch's writes and its commit passes some time, so that many a kill falls there.
        await bank.Sql("""
            create function dawdle() returns trigger language plpgsql as $$ begin perform pg_sleep(0.01); return null; end $$;
            create constraint trigger dawdle after update on talentbank.mt_event_progression deferrable initially deferred
                for each row when (new.name like 'ledger%') execute function dawdle()
            """);
        var random = new Random(29);
        for (var kill = 0; kill < Kills; kill++)
        {
            await bank.Write(200);
            await using var daemon = await DaemonProcess.Start(bank.ConnectionString, TimeSpan.FromMilliseconds(100));
            // Any moment will do: it is the point of the test that none is special.
            await Task.Delay(random.Next(300));
            daemon.Kill();
        }

        await using var last = await DaemonProcess.Start(bank.ConnectionString, TimeSpan.FromMilliseconds(100));
        await bank.Reached(await bank.Write(10));
        await last.Stop();
        (await bank.Faults()).ShouldBeEmpty();
    }

    [Fact]
    public async Task However_often_PostgreSQL_is_killed_the_models_equal_a_rebuild()
    {
        using var folder = new TestFolder();
        await folder.Prepare();
        var servers = new Stack<EmbeddedPostgres>([await folder.Start()]);
        await using (var database = await Database.Open(servers.Peek().ConnectionString))
        {
            await using var bank = await RecipeBank.On(database, servers.Peek().ConnectionString);
            var daemon = new Daemon(bank.Log, bank.Store, Fact.Decode) { BatchSize = 7 };
            using var stop = new CancellationTokenSource();
            var running = daemon.Run(stop.Token);
            for (var kill = 0; kill < RecipeLength.Of(2, 20); kill++)
            {
                await bank.Write(200);
                using (var process = Process.GetProcessById(servers.Peek().ProcessId)) process.Kill();
                servers.Push(await folder.Start());
            }

            await Bank.Reached(daemon, await bank.Write(10));
            await stop.CancelAsync();
            await running;
            (await bank.Faults()).ShouldBeEmpty();
        }

        foreach (var server in servers) await server.DisposeAsync();
    }

    [Fact]
    public async Task A_checkpoint_that_goes_back_without_its_changes_shows()
    {
        // The control: were changes and checkpoint two transactions, this is what a crash would leave.
        await using var bank = await RecipeBank.Open();
        await using var daemon = await DaemonProcess.Start(bank.ConnectionString, TimeSpan.FromMilliseconds(100));
        await bank.Reached(await bank.Write(20));
        await daemon.Stop();
        await bank.Sql("update talentbank.mt_event_progression set last_seq_id = last_seq_id - 1");
        await using var next = await DaemonProcess.Start(bank.ConnectionString, TimeSpan.FromMilliseconds(100));
        await bank.Reached(await bank.Write(1));
        await next.Stop();
        (await bank.Faults()).ShouldContain(fault => fault.Contains("out of order", StringComparison.Ordinal));
    }
}
