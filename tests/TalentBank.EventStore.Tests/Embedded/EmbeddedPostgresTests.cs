using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Npgsql;
using TalentBank.EventStore.Embedded;

namespace TalentBank.EventStore.Tests.Embedded;

public sealed class EmbeddedPostgresTests : IAsyncLifetime
{
    private readonly TestFolder folder = new();

    public async ValueTask InitializeAsync() => await folder.Prepare();

    [Fact]
    public async Task Nobody_comes_in_without_the_password()
    {
        await using var postgres = await folder.Start();
        var wrong = new NpgsqlConnectionStringBuilder(postgres.ConnectionString) { Password = "talentbank" }.ConnectionString;
        var refused = await Should.ThrowAsync<PostgresException>(() => TestFolder.Ask(wrong, "select 1"));
        refused.SqlState.ShouldBe(PostgresErrorCodes.InvalidPassword);
        if (!OperatingSystem.IsWindows())
            File.GetUnixFileMode(Path.Combine(folder.Data, "password")).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public async Task The_user_owns_the_database_and_is_no_superuser()
    {
        await using var postgres = await folder.Start();
        (await TestFolder.Ask(postgres.ConnectionString, "select rolsuper from pg_roles where rolname = current_user")).ShouldBe("False");
        (await TestFolder.Ask(postgres.ConnectionString, "create schema s create table t (a int)")).ShouldBeNull();
        (await TestFolder.Ask(postgres.ConnectionString, "select count(*) from s.t")).ShouldBe("0");
    }

    [Fact]
    public async Task The_second_start_finds_the_data_under_the_same_address()
    {
        string address;
        await using (var first = await folder.Start())
        {
            address = first.ConnectionString;
            await TestFolder.Ask(address, "create table kept as select 42 as answer");
        }
        File.Exists(folder.LockFile).ShouldBeFalse("the server was stopped");

        await using var second = await folder.Start();
        second.ReusedRunning.ShouldBeFalse();
        second.ConnectionString.ShouldBe(address);
        (await TestFolder.Ask(second.ConnectionString, "select answer from kept")).ShouldBe("42");
    }

    [Fact]
    public async Task Another_port_is_taken_where_the_last_one_is_in_use()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var taken = ((IPEndPoint)other.LocalEndpoint).Port;
        await File.WriteAllTextAsync(Path.Combine(folder.Server, "port"), taken.ToString(CultureInfo.InvariantCulture), TestFolder.Cancel);

        await using var postgres = await folder.Start();
        new NpgsqlConnectionStringBuilder(postgres.ConnectionString).Port.ShouldNotBe(taken);
        (await TestFolder.Ask(postgres.ConnectionString, "select 1")).ShouldBe("1");
    }

    [Fact]
    public async Task A_server_that_outlived_its_host_is_reused_and_stopped_by_the_next()
    {
        var (cluster, programs) = await folder.Bare();
        (await cluster.Start(programs, TestFolder.Cancel)).ShouldBeNull();
        var orphan = PostmasterFile.Read(folder.Data).ShouldNotBeNull();

        await using (var postgres = await folder.Start())
        {
            postgres.ReusedRunning.ShouldBeTrue();
            postgres.ProcessId.ShouldBe(orphan.ProcessId);
            (await TestFolder.Ask(postgres.ConnectionString, "select 1")).ShouldBe("1");
        }
        File.Exists(folder.LockFile).ShouldBeFalse("the server was stopped");
    }

    [Fact]
    public async Task A_copy_of_a_running_servers_folder_is_a_server_of_its_own()
    {
        using var copied = new TestFolder();
        await using var original = await folder.Start();
        await TestFolder.Ask(original.ConnectionString, "create table kept as select 42 as answer");
        TestFolder.Copy(folder.Server, copied.Server);
        File.Exists(copied.LockFile).ShouldBeTrue("the copy names the original's process and port");

        await using var copy = await copied.Start();
        copy.ReusedRunning.ShouldBeFalse();
        copy.ProcessId.ShouldNotBe(original.ProcessId);
        await TestFolder.Ask(copy.ConnectionString, "drop table kept");
        (await TestFolder.Ask(original.ConnectionString, "select answer from kept")).ShouldBe("42");
    }

    [Fact]
    public async Task A_running_server_whose_programs_were_changed_is_restarted_in_place()
    {
        await using var before = await folder.Start();
        var (cluster, programs) = await folder.Bare();

        await using var same = (await EmbeddedPostgres.OpenKept(folder.Server, cluster, programs, folder.Told, TestFolder.Cancel)).OrThrow();
        same.ProcessId.ShouldBe(before.ProcessId, "nothing has changed yet");

        var upgraded = programs with { Version = "15.99 (Ours 15.99-1)" };
        await using var after = (await EmbeddedPostgres.OpenKept(folder.Server, cluster, upgraded, folder.Told, TestFolder.Cancel)).OrThrow();
        after.ReusedRunning.ShouldBeFalse();
        after.ProcessId.ShouldNotBe(before.ProcessId);
        after.ConnectionString.ShouldBe(before.ConnectionString);
        folder.Told.Sentences.ShouldContain(sentence => sentence.Contains("restarting", StringComparison.Ordinal) && sentence.Contains("15.99", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_server_has_a_session_of_its_own_so_that_Ctrl_C_reaches_the_host_only()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "sessions are read from /proc");
        await using var postgres = await folder.Start();
        Session(postgres.ProcessId).ShouldBe(postgres.ProcessId);
        Session(Environment.ProcessId).ShouldNotBe(postgres.ProcessId);

        // proc(5): after the name in brackets come state, parent, group and session.
        static int Session(int process) => int.Parse(File.ReadAllText($"/proc/{process}/stat").Split(") ")[^1].Split(' ')[3], CultureInfo.InvariantCulture);
    }

    [Fact]
    public async Task Every_database_made_is_empty_and_apart()
    {
        await using var postgres = await folder.Start();
        var one = await postgres.CreateDatabase("one", TestFolder.Cancel);
        var two = await postgres.CreateDatabase("\"two\"", TestFolder.Cancel);
        await TestFolder.Ask(one, "create table t (a int)");
        (await TestFolder.Ask(two, "select current_database()")).ShouldBe("\"two\"");
        (await TestFolder.Ask(two, "select to_regclass('t') is null")).ShouldBe("True");
    }

    public ValueTask DisposeAsync()
    {
        folder.Dispose();
        return ValueTask.CompletedTask;
    }
}
