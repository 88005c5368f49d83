using TalentBank.EventStore.Embedded;

namespace TalentBank.EventStore.Tests.Embedded;

public sealed class RootTests : IDisposable
{
    private const string NotRoot = "only root has to step down to run PostgreSQL";

    private readonly TestFolder folder = new();

    private static bool IsRoot => !OperatingSystem.IsWindows() && Environment.IsPrivilegedProcess;

    public static TheoryData<string> NobodyBy => ["setpriv", "runuser", "su"];

    [Fact]
    public async Task An_ordinary_user_runs_PostgreSQL_as_they_are()
    {
        Assert.SkipWhen(IsRoot, "for ordinary users; root has tests of its own here");
        Assert.SkipWhen(Environment.UserName.Length == 0, "initdb refuses a user without a name");
        (await RunAs.Choose([], TestFolder.Cancel)).ShouldBe(RunAs.Caller);
    }

    [Theory]
    [MemberData(nameof(NobodyBy))]
    public async Task Without_user_namespaces_PostgreSQL_runs_as_nobody_with_its_data_within_reach(string by)
    {
        Assert.SkipUnless(IsRoot, NotRoot);
        var asNobody = folder.Options with { WaysAsRoot = [.. RunAs.WaysAsRoot.Where(way => way.Prefix[0] == by)] };
        Assert.SkipWhen(await RunAs.Choose(asNobody.WaysAsRoot, TestFolder.Cancel) is null, $"{by} is not installed");
        try
        {
            await using (var postgres = (await EmbeddedPostgres.Start(asNobody, TestFolder.Cancel)).OrThrow())
                await TestFolder.Ask(postgres.ConnectionString, "create table kept as select 42 as answer");
            var elsewhere = new DirectoryInfo(folder.Server).LinkTarget.ShouldNotBeNull("the folder of the test admits nobody else");
            folder.Told.Sentences.ShouldContain(sentence => sentence.Contains(elsewhere, StringComparison.Ordinal));

            // A kernel that allows user namespaces again finds the same data.
            await using var again = await folder.Start();
            (await TestFolder.Ask(again.ConnectionString, "select answer from kept")).ShouldBe("42");
        }
        finally
        {
            if (new DirectoryInfo(folder.Server).LinkTarget is { } elsewhere)
                Directory.Delete(elsewhere, recursive: true);
        }
    }

    [Fact]
    public async Task Data_in_a_folder_that_nobody_cannot_enter_is_not_begun_anew_elsewhere()
    {
        Assert.SkipUnless(IsRoot, NotRoot);
        await folder.Prepare();
        var refused = await folder.StartRefused(folder.Options with { WaysAsRoot = [.. RunAs.WaysAsRoot.Where(way => way != RunAs.UserNamespace)] });
        refused.Code.ShouldBe("postgres-folder-refused");
        refused.Message.ShouldContain(folder.Server);
    }

    [Fact]
    public async Task Root_without_a_way_down_is_told_so()
    {
        Assert.SkipUnless(IsRoot, NotRoot);
        (await folder.StartRefused(folder.Options with { WaysAsRoot = [] })).Code.ShouldBe("postgres-root-refused");
    }

    public void Dispose() => folder.Dispose();
}
