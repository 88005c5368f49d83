using System.Collections.Immutable;
using TalentBank.EventStore.ReadModels;
using TalentBank.Ledger;

namespace TalentBank.Credits;

/// <summary>
/// One person's earned credits on their way from their account with one university to that with another: asked for by the
/// person, agreed to by both universities, and reversible for a while. Never from person to person.
/// </summary>
/// <param name="Asked">What was asked for; null where the stream does not exist.</param>
/// <param name="Consents">The universities that agreed, and when.</param>
/// <param name="Done">What was moved; null until both agreed.</param>
/// <param name="ReversedOn">When it was undone.</param>
public sealed record CreditTransfer(TransferRequested? Asked, ImmutableSortedDictionary<string, DateOnly> Consents, CreditsTransferred? Done, DateOnly? ReversedOn) : IState<CreditTransfer>
{
    /// <summary>For how many days it can be undone.</summary>
    public const int ReversibleDays = 14;

    public static CreditTransfer Unknown { get; } = new(null, ImmutableSortedDictionary<string, DateOnly>.Empty, null, null);

    public static IReadOnlyList<string> Nouns { get; } = ["credit-transfer"];

    public static StreamOf<CreditTransfer> Stream(string transferId) => new(transferId);

    /// <summary>The last day on which it can be undone.</summary>
    public DateOnly? ReversibleUntil => Done?.Effective.AddDays(ReversibleDays);

    public CreditTransfer Evolve(Fact fact) => fact switch
    {
        TransferRequested it => this with { Asked = it },
        TransferConsented it => this with { Consents = Consents.SetItem(it.UniversityId, it.Effective) },
        TransferCompleted it => this with { Done = new CreditsTransferred(it.TransferId, Asked!.TalentId, Asked.ToUniversityId, it.Parts, it.Effective) },
        TransferRevoked it => this with { ReversedOn = it.Effective },
        _ => this,
    };
}

/// <param name="TransferId">The transfer.</param>
/// <param name="TalentId">Whose credits.</param>
/// <param name="FromUniversityId">From the account with this university.</param>
/// <param name="ToUniversityId">To the one with that.</param>
/// <param name="LotIds">Which lots, with all that is left of them.</param>
/// <param name="Effective">When it was asked for.</param>
[Stored("transfer_requested")]
public sealed record TransferRequested(
    string TransferId, string TalentId, string FromUniversityId, string ToUniversityId, IReadOnlyList<string> LotIds, DateOnly Effective) : Fact;

[Stored("transfer_consented")]
public sealed record TransferConsented(string TransferId, string UniversityId, DateOnly Effective) : Fact;

/// <summary>Both universities agreed; what the ledger posts stands in the student's lots.</summary>
[Stored("transfer_completed")]
public sealed record TransferCompleted(string TransferId, IReadOnlyList<LotPart> Parts, DateOnly Effective) : Fact;

/// <summary>It was revoked; what the ledger posts stands in the student's lots.</summary>
[Stored("transfer_revoked")]
public sealed record TransferRevoked(string TransferId, DateOnly Effective) : Fact;

/// <summary>Earned credits stand with another university now.</summary>
/// <param name="TransferId">By which transfer.</param>
/// <param name="TalentId">Whose.</param>
/// <param name="ToUniversityId">With which.</param>
/// <param name="Parts">What was moved, as it stood before.</param>
/// <param name="Effective">When.</param>
[Stored("credits_transferred")]
public sealed record CreditsTransferred(string TransferId, string TalentId, string ToUniversityId, IReadOnlyList<LotPart> Parts, DateOnly Effective) : Fact
{
    public override IEnumerable<Transfer> Transfers() => Parts.Select(part => new Transfer(
        Units.Credits,
        part.Practice.Own.In(Accounts.Earned),
        (part.Practice with { UniversityId = ToUniversityId }).Own.In(Accounts.Earned),
        part.Credits,
        Reasons.Transferred,
        Effective));
}

/// <summary>They stand with the university that they came from again.</summary>
/// <inheritdoc cref="CreditsTransferred"/>
[Stored("transfer_reversed")]
public sealed record TransferReversed(string TransferId, string TalentId, string ToUniversityId, IReadOnlyList<LotPart> Parts, DateOnly Effective) : Fact
{
    public override IEnumerable<Transfer> Transfers() => Parts.Select(part => new Transfer(
        Units.Credits,
        part.Practice.Own.In(Accounts.Earned),
        (part.Practice with { UniversityId = ToUniversityId }).Own.In(Accounts.Earned),
        part.Credits,
        Reasons.TransferReversed,
        Effective));
}
