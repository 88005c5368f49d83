namespace TalentBank.EventStore.ReadModels;

/// <summary>What a <see cref="Verification"/> looked at, and what is wrong; no finding means that all holds.</summary>
/// <param name="Position">Through which position the log was read.</param>
/// <param name="Facts">How many facts.</param>
/// <param name="Streams">In how many streams.</param>
/// <param name="Documents">How many documents were compared with a rebuild.</param>
/// <param name="Entries">How many ledger entries were compared with a rebuild.</param>
/// <param name="Accounts">How many accounts (with their dimensions) were followed from day to day.</param>
/// <param name="Findings">One per check and subject.</param>
public sealed record VerificationReport(long Position, long Facts, long Streams, long Documents, long Entries, long Accounts, IReadOnlyList<Finding> Findings);

/// <summary>How far the walk through the log has come, and how far the read models, and hence the walk at least, reach.</summary>
public sealed record VerificationProgress(long Facts, long Position, long Through);

/// <summary>A promise that is broken.</summary>
/// <param name="Check">Which promise.</param>
/// <param name="Subject">What it is broken by: the log, or a read model with its version.</param>
/// <param name="Count">How many times.</param>
/// <param name="Examples">The first ten of them, in words.</param>
public sealed record Finding(Check Check, string Subject, long Count, IReadOnlyList<string> Examples);

public enum Check
{
    /// <summary>Positions ascend.</summary>
    Order,

    /// <summary>The versions of each stream are 1, 2, 3 ... without a hole.</summary>
    Versions,

    /// <summary>Recorded time never goes back.</summary>
    RecordedTime,

    /// <summary>Every fact can be decoded, and every read model can take it.</summary>
    Fold,

    /// <summary>No read model includes a position that the log has not.</summary>
    Ahead,

    /// <summary>A read model equals what the log makes of it, byte for byte.</summary>
    Rebuild,

    /// <summary>What leaves one account arrives at another: the two entries of a transfer sum to zero.</summary>
    Transfers,

    /// <summary>Nothing appears or vanishes: all accounts of a unit sum to zero.</summary>
    Conservation,

    /// <summary>The totals of a ledger are what its entries add up to.</summary>
    Totals,

    /// <summary>No account other than <c>outside</c> is below zero on any day.</summary>
    BelowZero,
}
