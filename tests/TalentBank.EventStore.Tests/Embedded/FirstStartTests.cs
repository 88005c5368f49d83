using TalentBank.EventStore.Embedded;

namespace TalentBank.EventStore.Tests.Embedded;

public sealed class FirstStartTests : IDisposable
{
    private readonly TestFolder folder = new();

    [Fact]
    public async Task The_first_start_makes_a_durable_server_in_UTF8_that_listens_on_loopback_only()
    {
        await using var postgres = await folder.Start();
        postgres.ReusedRunning.ShouldBeFalse();
        foreach (var (setting, value) in new[] { ("listen_addresses", "127.0.0.1"), ("server_encoding", "UTF8"), ("lc_messages", "C"), ("fsync", "on"), ("synchronous_commit", "on"), ("full_page_writes", "on"), ("data_checksums", "on"), ("TimeZone", "UTC") })
            (await TestFolder.Ask(postgres.ConnectionString, $"show \"{setting}\"")).ShouldBe(value, setting);
        (await TestFolder.Ask(postgres.ConnectionString, "show server_version")).ShouldNotBeNull().Split(' ')[0].ShouldBe(postgres.Version);
    }

    [Fact]
    public async Task Two_starts_at_the_same_time_share_one_server_which_the_last_to_leave_stops()
    {
        var both = await Task.WhenAll(folder.Start(), folder.Start());
        both.Select(postgres => postgres.ProcessId).Distinct().ShouldHaveSingleItem();
        both.Count(postgres => postgres.ReusedRunning).ShouldBe(1);

        await both[0].DisposeAsync();
        (await TestFolder.Ask(both[1].ConnectionString, "select 1")).ShouldBe("1");
        await both[1].DisposeAsync();
        File.Exists(folder.LockFile).ShouldBeFalse("the server was stopped");
    }

    [Fact]
    public async Task A_folder_that_cannot_be_made_is_refused_in_words()
    {
        await File.WriteAllTextAsync(folder.Server, "a file", TestFolder.Cancel);
        var refused = await folder.StartRefused();
        refused.Code.ShouldBe("postgres-folder-refused");
        refused.Message.ShouldContain(folder.Server);
    }

    [Fact]
    public async Task Data_whose_making_was_cut_short_is_made_anew()
    {
        var halfMade = Directory.CreateDirectory(Path.Combine(folder.Server, "new-half.made")).FullName;
        await File.WriteAllTextAsync(Path.Combine(halfMade, "PG_VERSION"), "15\n", TestFolder.Cancel);

        await using var postgres = await folder.Start();
        (await TestFolder.Ask(postgres.ConnectionString, "select 1")).ShouldBe("1");
        Directory.Exists(halfMade).ShouldBeFalse();
    }

    [Fact]
    public async Task A_start_that_is_cancelled_leaves_a_folder_that_the_next_can_use()
    {
        using var impatient = new CancellationTokenSource();
        var cancelled = EmbeddedPostgres.Start(folder.Options with { Progress = new OnReport("Making", impatient.Cancel) }, impatient.Token);
        await Should.ThrowAsync<OperationCanceledException>(cancelled);
        Directory.Exists(folder.Data).ShouldBeFalse();

        await using var postgres = await folder.Start();
        (await TestFolder.Ask(postgres.ConnectionString, "select 1")).ShouldBe("1");
    }

    [Fact]
    public async Task Data_without_a_version_is_nobodys_to_overwrite()
    {
        Directory.CreateDirectory(Path.Combine(folder.Data, "base"));
        (await folder.StartRefused()).Code.ShouldBe("postgres-data-damaged");
        Directory.Exists(Path.Combine(folder.Data, "base")).ShouldBeTrue();
    }

    public void Dispose() => folder.Dispose();

    private sealed class OnReport(string start, Action act) : IProgress<string>
    {
        public void Report(string value)
        {
            if (value.StartsWith(start, StringComparison.Ordinal))
                act();
        }
    }
}
