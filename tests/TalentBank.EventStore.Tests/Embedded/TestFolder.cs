using Npgsql;
using TalentBank.EventStore.Embedded;

namespace TalentBank.EventStore.Tests.Embedded;

/// <summary>A folder for one test, and what is done in it again and again.</summary>
internal sealed class TestFolder : IDisposable
{
    private static readonly Lazy<Task<string>> Prepared = new(MakePrepared);

    public string Root { get; } = Directory.CreateTempSubdirectory("embedded-").FullName;

    public string Server => Path.Combine(Root, "postgres");

    public string Data => Path.Combine(Server, "data");

    public string LockFile => Path.Combine(Data, "postmaster.pid");

    public Told Told { get; } = new();

    public EmbeddedPostgresOptions Options => new() { DataFolder = Server, Progress = Told };

    public static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Copies data that was made once for all tests: initdb takes longer than all the rest of a start.</summary>
    public async Task Prepare() => Copy(await Prepared.Value, Server);

    public async Task<EmbeddedPostgres> Start() => (await EmbeddedPostgres.Start(Options, Cancel)).OrThrow();

    public async Task<StartOutcome.Refused> StartRefused(EmbeddedPostgresOptions? options = null) =>
        (await EmbeddedPostgres.Start(options ?? Options, Cancel)).ShouldBeOfType<StartOutcome.Refused>();

    /// <summary>PostgreSQL's own behaviour, without what we do around it; also what a host leaves that was killed.</summary>
    public async Task<(Cluster Cluster, ServerPrograms Programs)> Bare(bool durable = true, string? folder = null)
    {
        var runAs = (await RunAs.Choose(RunAs.WaysAsRoot, Cancel)).ShouldNotBeNull();
        var programs = await ServerPrograms.FindAll(UsualPlaces.Folders(), runAs, Cancel);
        return (new Cluster(folder ?? Server, durable, runAs, Told), programs.Count > 0 ? programs[0] : await Fetched(runAs));
    }

    public static async Task<string?> Ask(string connectionString, string question)
    {
        await using var connection = new NpgsqlConnection(connectionString + ";Pooling=false");
        await connection.OpenAsync(Cancel);
        await using var command = new NpgsqlCommand(question, connection);
        return (await command.ExecuteScalarAsync(Cancel))?.ToString();
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);

    public static async Task Until(Func<Task<bool>> condition)
    {
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        bound.CancelAfter(TimeSpan.FromMinutes(1));
        while (!await condition())
            await Task.Delay(10, bound.Token);
    }

    public static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(to, File.GetUnixFileMode(from));
        foreach (var file in Directory.EnumerateFiles(from))
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        foreach (var child in Directory.EnumerateDirectories(from))
            Copy(child, Path.Combine(to, Path.GetFileName(child)));
    }

    private static async Task<string> MakePrepared()
    {
        var once = new TestFolder();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => once.Dispose();
        await (await once.Start()).DisposeAsync();
        File.Delete(Path.Combine(once.Server, "port")); // each copy its own
        return once.Server;
    }

    private static async Task<ServerPrograms> Fetched(RunAs runAs) =>
        (await ProgramChoice.ForNewData(new(), Placement.ForPrograms(runAs), runAs, Cancel)).Programs.ShouldNotBeNull();
}
