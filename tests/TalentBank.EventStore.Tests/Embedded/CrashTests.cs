using System.Diagnostics;
using Npgsql;
using TalentBank.EventStore.Embedded;

namespace TalentBank.EventStore.Tests.Embedded;

public sealed class CrashTests : IAsyncLifetime
{
    private readonly TestFolder folder = new();

    public async ValueTask InitializeAsync() => await folder.Prepare();

    [Fact]
    public async Task After_kill_9_of_the_server_the_next_start_has_all_that_was_committed()
    {
        await using var killed = await folder.Start();
        await TestFolder.Ask(killed.ConnectionString, "create table kept as select 42 as answer");
        Kill(killed.ProcessId);

        await using var postgres = await folder.Start();
        postgres.ReusedRunning.ShouldBeFalse();
        postgres.ProcessId.ShouldNotBe(killed.ProcessId);
        (await TestFolder.Ask(postgres.ConnectionString, "select answer from kept")).ShouldBe("42");
    }

    [Fact]
    public async Task A_backend_that_outlives_its_server_ends_before_the_next_one_starts()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "a postmaster's orphans are seen through /proc; elsewhere PostgreSQL itself refuses until they end");
        await using var killed = await folder.Start();
        await using var connection = new NpgsqlConnection(killed.ConnectionString + ";Pooling=false;Command Timeout=0");
        await connection.OpenAsync(TestFolder.Cancel);
        await using var endless = new NpgsqlCommand("select count(*) from generate_series(1, 1000000000000) where random() < 0", connection);
        var busy = endless.ExecuteScalarAsync(TestFolder.Cancel);
        await TestFolder.Until(async () => await TestFolder.Ask(killed.ConnectionString, "select count(*) from pg_stat_activity where state = 'active' and query like '%generate_series(1, 1000000000000)%' and pid <> pg_backend_pid()") == "1");
        Kill(killed.ProcessId);

        // Control: left alone, PostgreSQL refuses.
        var (cluster, programs) = await folder.Bare();
        (await cluster.Start(programs, TestFolder.Cancel)).ShouldNotBeNull().Code.ShouldBe("postgres-not-started");

        await using var postgres = await folder.Start();
        (await TestFolder.Ask(postgres.ConnectionString, "select 1")).ShouldBe("1");
        await Should.ThrowAsync<NpgsqlException>(busy);
    }

    [Fact]
    public async Task A_lock_file_whose_process_id_is_a_strangers_by_now_is_cleared()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "the stranger of this test is a Unix program");
        using var stranger = Process.Start("sleep", "600");
        using var end = new Ending(stranger);
        var stale = $"{stranger.Id}\n{folder.Data}\n1700000000\n1\n\n127.0.0.1\n        1         1\nready   \n";
        await File.WriteAllTextAsync(folder.LockFile, stale, TestFolder.Cancel);

        // Control: left alone, PostgreSQL refuses.
        var (cluster, programs) = await folder.Bare();
        (await cluster.Start(programs, TestFolder.Cancel)).ShouldNotBeNull().Message.ShouldContain("already exists");

        await using var postgres = await folder.Start();
        (await TestFolder.Ask(postgres.ConnectionString, "select 1")).ShouldBe("1");
        folder.Told.Sentences.ShouldContain(sentence => sentence.Contains(folder.LockFile, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("")]
    [InlineData("not a process\n")]
    public async Task A_lock_file_that_a_power_cut_garbled_is_cleared(string content)
    {
        await File.WriteAllTextAsync(folder.LockFile, content, TestFolder.Cancel);

        var (cluster, programs) = await folder.Bare();
        (await cluster.Start(programs, TestFolder.Cancel)).ShouldNotBeNull().Code.ShouldBe("postgres-not-started");

        await using var postgres = await folder.Start();
        (await TestFolder.Ask(postgres.ConnectionString, "select 1")).ShouldBe("1");
    }

    [Fact]
    public async Task A_start_waits_for_a_server_that_does_not_answer_yet()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "the server is held by a signal");
        await using var first = await folder.Start();
        await Signal("STOP", first.ProcessId);
        var second = folder.Start();
        await TestFolder.Until(() => Task.FromResult(folder.Told.Sentences.Any(sentence => sentence.StartsWith("Waiting", StringComparison.Ordinal))));
        second.IsCompleted.ShouldBeFalse();
        await Signal("CONT", first.ProcessId);

        await using var postgres = await second;
        postgres.ReusedRunning.ShouldBeTrue();
        postgres.ProcessId.ShouldBe(first.ProcessId);
    }

    [Fact]
    public async Task A_server_that_does_not_start_says_why()
    {
        await File.AppendAllTextAsync(Path.Combine(folder.Data, "postgresql.conf"), "\nno_such_setting = 1\n", TestFolder.Cancel);
        var refused = await folder.StartRefused();
        refused.Code.ShouldBe("postgres-not-started");
        refused.Message.ShouldContain("no_such_setting");
    }

    [Fact]
    public async Task A_stranger_with_a_recycled_process_id_is_not_stopped()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "the stranger of this test is a Unix program");
        using var stranger = Process.Start("sleep", "600");
        using var end = new Ending(stranger);
        await File.WriteAllTextAsync(folder.LockFile, $"{stranger.Id}\n{folder.Data}\n1700000000\n1\n\n127.0.0.1\n        1         1\nready   \n", TestFolder.Cancel);
        var (cluster, programs) = await folder.Bare();
        await cluster.Stop(programs);
        stranger.HasExited.ShouldBeFalse();
    }

    public ValueTask DisposeAsync()
    {
        folder.Dispose();
        return ValueTask.CompletedTask;
    }

    private static void Kill(int id)
    {
        using var process = Process.GetProcessById(id);
        process.Kill();
    }

    private static async Task Signal(string name, int id) =>
        (await ChildProcess.Run(["kill", $"-{name}", $"{id}"], cancel: TestFolder.Cancel)).ExitCode.ShouldBe(0);

    private sealed class Ending(Process process) : IDisposable
    {
        public void Dispose() => process.Kill();
    }
}
