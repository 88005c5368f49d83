namespace TalentBank.EventStore.Moving;

/// <summary>What became of an import. Of all but the first, nothing was written.</summary>
public abstract record ImportOutcome
{
    private ImportOutcome() { }

    /// <summary>The log stands as it was exported: same positions, ids, versions and times.</summary>
    public sealed record Imported(Manifest Manifest, string Sha256) : ImportOutcome;

    /// <summary>The file is not what an export wrote: it was cut, damaged or forged.</summary>
    /// <param name="File">Which file.</param>
    /// <param name="Place">Where in it: an entry, and its line where one is to blame.</param>
    /// <param name="Problem">What is wrong there.</param>
    public sealed record Damaged(string File, string Place, string Problem) : ImportOutcome;

    /// <summary>The database holds facts, streams, commands or (where keys are to come) keys already.</summary>
    public sealed record NotEmpty : ImportOutcome;

    /// <summary>The file is of another zone than the one that is served.</summary>
    public sealed record AnotherZone(string Zone) : ImportOutcome;

    /// <summary>The keys were wrapped under another master key.</summary>
    public sealed record AnotherMasterKey : ImportOutcome;
}
