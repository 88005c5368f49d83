namespace TalentBank.EventStore.Embedded;

/// <summary>How <see cref="EmbeddedPostgres"/> is to be run.</summary>
public sealed record EmbeddedPostgresOptions
{
    /// <summary>
    /// The folder of a server whose data is kept between runs, with full durability. Null asks for a throw-away server:
    /// it lives in the system's temporary folder, doesn't wait for the disk, and is gone when it is disposed.
    /// </summary>
    public string? DataFolder { get; init; }

    /// <summary>
    /// Where programs fetched by npm are put. Null means <c>programs</c> beside the data folder, or for a throw-away server
    /// the user's folder for application data, so that test runs share them.
    /// </summary>
    public string? ProgramsFolder { get; init; }

    /// <summary>Told in one sentence whatever takes long or is worth knowing.</summary>
    public IProgress<string>? Progress { get; init; }

    /// <summary>Where to look for PostgreSQL's programs, best first.</summary>
    internal IReadOnlyList<string> SearchFolders { get; init; } = UsualPlaces.Folders();

    /// <summary>The command that starts npm.</summary>
    internal string Npm { get; init; } = "npm";

    /// <summary>The ways to run a program that refuses root, best first.</summary>
    internal IReadOnlyList<RunAs> WaysAsRoot { get; init; } = RunAs.WaysAsRoot;
}
