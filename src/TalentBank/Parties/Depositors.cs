using TalentBank.Credits;
using TalentBank.EventStore.ReadModels;
using TalentBank.Internships;
using TalentBank.Ledger;
using TalentBank.Positions;

namespace TalentBank.Parties;

/// <summary>Whether a depositor keeps what it promises, and when it last deposited anything.</summary>
/// <param name="Id">The organisation.</param>
/// <param name="Kind">An enterprise or a university.</param>
/// <param name="LastDepositOn">The UTC day on which its last deposit was recorded; before the first, when it joined.</param>
/// <param name="Promises">In the order in which they were made.</param>
/// <param name="NudgedOn">When the chamber last reminded it.</param>
public sealed record DepositorRecord(string Id, OrganisationKind Kind, DateOnly LastDepositOn, IReadOnlyList<PromiseRecord> Promises, DateOnly? NudgedOn)
{
    /// <summary>Formula 15: promises kept on time ÷ promises due, those kept early included.</summary>
    public Rate TimelinessOn(DateOnly today, long position) => new(
        Promises.Count(promise => promise.IsOnTime), Promises.Count(promise => promise.KeptAt is not null || promise.DueOn < today), "DEPOSIT_TIMELINESS", position);

    /// <summary>Whether it has deposited nothing for more than so many days.</summary>
    public bool IsDormantOn(DateOnly today, int afterDays) => LastDepositOn.AddDays(afterDays) < today;

    /// <summary>What is deposited goes to what was promised of its kind, the earliest due first.</summary>
    internal DepositorRecord After(DepositKind kind, int amount, DateTimeOffset at)
    {
        var left = amount;
        var promises = Promises.ToArray();
        foreach (var i in Enumerable.Range(0, promises.Length).Where(i => promises[i].Deposit == kind && promises[i].KeptAt is null).OrderBy(i => promises[i].DueOn).ToList())
        {
            var given = Math.Min(left, promises[i].Amount - promises[i].Deposited);
            left -= given;
            promises[i] = promises[i] with { Deposited = promises[i].Deposited + given, KeptAt = promises[i].Deposited + given == promises[i].Amount ? at : null };
        }

        return this with { Promises = promises, LastDepositOn = Dates.Later(LastDepositOn, DateOnly.FromDateTime(at.UtcDateTime)) };
    }
}

/// <param name="Id">The promise.</param>
/// <param name="Deposit">What is promised.</param>
/// <param name="Amount">How many openings or places.</param>
/// <param name="Deposited">How many of them have been deposited.</param>
/// <param name="DueOn">The last day on which it is on time.</param>
/// <param name="Deadline">The end of that day.</param>
/// <param name="KeptAt">When the last of it was deposited; null: not all yet.</param>
public sealed record PromiseRecord(string Id, DepositKind Deposit, int Amount, int Deposited, DateOnly DueOn, DateTimeOffset Deadline, DateTimeOffset? KeptAt)
{
    public bool IsOnTime => KeptAt < Deadline;
}

/// <summary>Read model: every enterprise and university as a depositor.</summary>
public static class Depositors
{
    public static readonly DocumentModel<DepositorRecord> Model = new(
        "depositors",
        1,
        keys: recorded => recorded.Body switch
        {
            OrganisationRegistered { Kind: OrganisationKind.Enterprise or OrganisationKind.University } it => [it.OrganisationId],
            DepositPromised it => [it.OrganisationId],
            DepositorNudged it => [it.OrganisationId],
            PositionDeposited it => [it.EnterpriseId],
            InternshipDeposited it => [it.EnterpriseId],
            PracticalCreditsPosted it => [it.UniversityId],
            _ => [],
        },
        fold: (id, depositor, recorded) => recorded.Body switch
        {
            OrganisationRegistered it => new DepositorRecord(id, it.Kind, it.Effective, [], null),
            DepositPromised it => depositor! with { Promises = [.. depositor.Promises, new PromiseRecord(it.PromiseId, it.Deposit, it.Amount, 0, it.DueOn, it.Deadline, null)] },
            DepositorNudged it => depositor! with { NudgedOn = it.Effective },
            PositionDeposited it => depositor?.After(DepositKind.Positions, it.Openings, recorded.RecordedAt),
            InternshipDeposited it => depositor?.After(DepositKind.Internships, it.Places, recorded.RecordedAt),
            PracticalCreditsPosted it => depositor?.After(DepositKind.Credits, it.Places, recorded.RecordedAt),
            _ => depositor,
        },
        new("id", ColumnType.Text, depositor => depositor.Id),
        new("kind", ColumnType.Text, depositor => Wording.Code(depositor.Kind)),
        new("last_deposit_on", ColumnType.Date, depositor => depositor.LastDepositOn));
}
