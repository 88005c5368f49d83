namespace TalentBank.EventStore.Moving;

/// <summary>
/// What a zone file says about itself. A zone file is a zip of <c>*.jsonl</c> (a JSON object per line), <c>manifest.json</c> with
/// the SHA-256 of each, and <c>manifest.sha256</c> with that of the manifest, hence of all, as <c>sha256sum -c</c> reads it.
/// Nothing in it tells when or where it was written: the same log gives the same file.
/// </summary>
/// <param name="Format">The version of the format: 1.</param>
/// <param name="Content"><c>log</c>: streams, facts and commands; <c>keys</c>: the wrapped keys to personal data, which have a file of their own.</param>
/// <param name="Zone">Whose.</param>
/// <param name="Entries">In the order in which they are read.</param>
/// <param name="FirstPosition">Of its facts; null where there is none.</param>
/// <param name="LastPosition">Of its facts; null where there is none.</param>
public sealed record Manifest(int Format, string Content, string Zone, IReadOnlyList<ManifestEntry> Entries, long? FirstPosition = null, long? LastPosition = null)
{
    internal const int Newest = 1;

    internal const string Log = "log", Keys = "keys";

    public long LinesOf(string entry) => Entries.Single(it => it.Name == entry).Lines;
}

/// <summary>One entry of a zone file.</summary>
/// <param name="Name">For instance <c>facts.jsonl</c>.</param>
/// <param name="Lines">How many objects.</param>
/// <param name="Sha256">Of its text, in hex.</param>
public sealed record ManifestEntry(string Name, long Lines, string Sha256);
