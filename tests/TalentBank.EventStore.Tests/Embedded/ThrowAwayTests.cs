using TalentBank.EventStore.Embedded;

namespace TalentBank.EventStore.Tests.Embedded;

public sealed class ThrowAwayTests : IDisposable
{
    private readonly TestFolder folder = new();

    [Fact]
    public async Task A_throw_away_server_does_not_wait_for_the_disk_and_leaves_nothing()
    {
        string data;
        int process;
        await using (var postgres = (await EmbeddedPostgres.Start(new(), TestFolder.Cancel)).OrThrow())
        {
            (await TestFolder.Ask(postgres.ConnectionString, "show fsync")).ShouldBe("off");
            process = postgres.ProcessId;
            data = ThrowAwayData(process);
        }
        Directory.Exists(data).ShouldBeFalse();
        Runs(process).ShouldBeFalse();
    }

    [Fact]
    public async Task What_a_killed_run_left_is_cleaned_up_by_the_next_and_nothing_else()
    {
        await using var alive = (await EmbeddedPostgres.Start(new(), TestFolder.Cancel)).OrThrow();
        // What a killed process leaves: a folder, a server, and a lock that the system has freed.
        var (left, inUse) = ThrowAwayFolder.Create();
        var (cluster, programs) = await folder.Bare(durable: false, left);
        (await cluster.Make(programs, TestFolder.Cancel)).ShouldBeNull();
        (await cluster.Start(programs, TestFolder.Cancel)).ShouldBeNull();
        var orphan = PostmasterFile.Read(cluster.Data).ShouldNotBeNull().ProcessId;
        await inUse.DisposeAsync();

        await using var next = (await EmbeddedPostgres.Start(new(), TestFolder.Cancel)).OrThrow();
        // Another test run's sweep may have come first, and still be at it.
        await TestFolder.Until(() => Task.FromResult(!Directory.Exists(left)));
        Runs(orphan).ShouldBeFalse();
        (await TestFolder.Ask(alive.ConnectionString, "select 1")).ShouldBe("1");
        alive.ProcessId.ShouldNotBe(next.ProcessId);
    }

    [Fact]
    public async Task Sweeps_at_the_same_time_do_not_trip_over_each_other()
    {
        var left = Enumerable.Range(0, 50).Select(_ => ThrowAwayFolder.Create()).ToList();
        foreach (var (path, inUse) in left)
        {
            Directory.CreateDirectory(Path.Combine(path, "data", "base"));
            await inUse.DisposeAsync();
        }
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => ThrowAwayFolder.Sweep(abandoned => Task.CompletedTask), TestFolder.Cancel)));
        await TestFolder.Until(() => Task.FromResult(!left.Any(each => Directory.Exists(each.Folder))));
    }

    public void Dispose() => folder.Dispose();

    private static string ThrowAwayData(int process) => Directory.EnumerateDirectories(Path.GetTempPath(), $"talentbank-{Environment.UserName}-*")
        .Select(each => Path.Combine(each, "data"))
        .Single(data => Directory.Exists(data) && PostmasterFile.Read(data)?.ProcessId == process);

    /// <summary>A zombie has ended, whoever may yet have to notice.</summary>
    private static bool Runs(int id)
    {
        try
        {
            using var process = System.Diagnostics.Process.GetProcessById(id);
            return !process.HasExited && process.ProcessName is "postgres" && !(OperatingSystem.IsLinux() && File.ReadAllText($"/proc/{id}/cmdline").Length == 0);
        }
        catch (Exception gone) when (gone is ArgumentException or IOException or InvalidOperationException)
        {
            return false;
        }
    }
}
