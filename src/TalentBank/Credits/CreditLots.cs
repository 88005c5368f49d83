using System.Collections.Immutable;
using TalentBank.Dues;
using TalentBank.EventStore.ReadModels;
using TalentBank.Ledger;

namespace TalentBank.Credits;

/// <summary>A student's earned credits by lot, and what counts towards the caps: what rules about their account decide on.</summary>
/// <param name="Claims">The withdrawals that stand, by id.</param>
/// <param name="Lots">By id, which is the withdrawal's; used up ones too.</param>
/// <param name="Redeemed">Courses that credits were redeemed for, by acceptance: the redemption.</param>
public sealed record CreditLots(
    ImmutableDictionary<string, CreditsClaimed> Claims, ImmutableDictionary<string, CreditLot> Lots, ImmutableDictionary<string, string> Redeemed) : IState<CreditLots>
{
    public static CreditLots Unknown { get; } = new(
        ImmutableDictionary<string, CreditsClaimed>.Empty, ImmutableDictionary<string, CreditLot>.Empty, ImmutableDictionary<string, string>.Empty);

    public static IReadOnlyList<string> Nouns { get; } = ["credit-lots"];

    public static StreamOf<CreditLots> Stream(string talentId) => new($"credit-lots-{talentId}");

    /// <summary>What a student has withdrawn by a route: in one calendar year, or in all (null).</summary>
    public decimal Claimed(CreditRoute route, int? year) =>
        Claims.Values.Where(claim => claim.Route == route && (year is null || claim.Effective.Year == year)).Sum(claim => claim.Credits);

    /// <summary>So many credits out of a university's lots that are good on a day, the soonest to expire first; null where there are not enough.</summary>
    /// <param name="universityId">With which university they stand.</param>
    /// <param name="credits">How many.</param>
    /// <param name="shelfMonths">The receiver's shelf life; a lot's own may be shorter.</param>
    /// <param name="day">The day.</param>
    public IReadOnlyList<LotPart>? Take(string universityId, decimal credits, int? shelfMonths, DateOnly day)
    {
        var parts = new List<LotPart>();
        foreach (var (id, lot) in Lots.Where(lot => lot.Value.Practice.UniversityId == universityId && lot.Value.IsGoodOn(day, shelfMonths))
            .OrderBy(lot => lot.Value.LastDayUnder(shelfMonths) ?? DateOnly.MaxValue).ThenBy(lot => lot.Value.EarnedOn).ThenBy(lot => lot.Key, StringComparer.Ordinal))
        {
            if (credits == 0)
                break;
            var taken = Math.Min(lot.Left, credits);
            parts.Add(new LotPart(id, lot.Practice, taken));
            credits -= taken;
        }

        return credits == 0 ? parts : null;
    }

    /// <summary>The first day on which a fact about these lots can take effect, today or later.</summary>
    public DateOnly NotBefore(IEnumerable<LotPart> parts, DateOnly today) => parts.Select(part => Lots[part.LotId].Since).Aggregate(today, Dates.Later);

    public CreditLots Evolve(Fact fact) => fact switch
    {
        CreditsClaimed it => this with { Claims = Claims.SetItem(it.WithdrawalId, it) },
        ClaimReleased it => this with { Claims = Claims.Remove(it.WithdrawalId) },
        LotOpened it => this with { Lots = Lots.SetItem(it.LotId, new CreditLot(it.Practice, it.Effective, it.LastDay, it.Practice.Credits, it.Effective)) },
        CreditsRedeemed it => After(it.Parts, it.Effective) with { Redeemed = Redeemed.SetItem(it.AcceptanceId, it.RedemptionId) },
        CreditsExpired it => After([it.Part], it.Effective),
        CreditsTransferred it => Moved(it.Parts, it.ToUniversityId, it.Effective),
        TransferReversed it => Moved(it.Parts, it.ToUniversityId, it.Effective),
        _ => this,
    };

    private CreditLots After(IEnumerable<LotPart> taken, DateOnly on) => this with
    {
        Lots = Lots.SetItems(taken.Select(part => KeyValuePair.Create(part.LotId, Lots[part.LotId] with { Left = Lots[part.LotId].Left - part.Credits, Since = on }))),
    };

    private CreditLots Moved(IEnumerable<LotPart> moved, string universityId, DateOnly on) => this with
    {
        Lots = Lots.SetItems(moved.Select(part => KeyValuePair.Create(
            part.LotId, Lots[part.LotId] with { Practice = Lots[part.LotId].Practice with { UniversityId = universityId }, Since = on }))),
    };
}

/// <summary>Credits that were earned together.</summary>
/// <param name="Practice">What they were earned by; its university is the one they stand with now.</param>
/// <param name="EarnedOn">When.</param>
/// <param name="LastDay">The last day on which they are good, by the issuer's rule; null: for ever.</param>
/// <param name="Left">What is left of them.</param>
/// <param name="Since">No further fact about them takes effect before this day.</param>
public sealed record CreditLot(Practice Practice, DateOnly EarnedOn, DateOnly? LastDay, decimal Left, DateOnly Since)
{
    /// <summary>The last day on which a receiver with this shelf life takes them.</summary>
    public DateOnly? LastDayUnder(int? shelfMonths) => Shorter(EarnedOn, LastDay, shelfMonths);

    /// <summary>The shorter of two lives: the issuer's last day, and the receiver's shelf life; null where neither ends.</summary>
    public static DateOnly? Shorter(DateOnly earnedOn, DateOnly? lastDay, int? shelfMonths) => (lastDay, shelfMonths) switch
    {
        (_, null) => lastDay,
        (null, { } months) => earnedOn.AddMonths(months),
        ({ } last, { } months) => Dates.Earlier(last, earnedOn.AddMonths(months)),
    };

    public bool IsGoodOn(DateOnly day, int? shelfMonths) => Left > 0 && (LastDayUnder(shelfMonths) is not { } last || Dates.Later(day, Since) <= last);
}

/// <summary>So many credits of one lot.</summary>
/// <param name="LotId">Which lot.</param>
/// <param name="Practice">What it was earned by, with the university that it stands with.</param>
/// <param name="Credits">How many of it.</param>
public sealed record LotPart(string LotId, Practice Practice, decimal Credits);

/// <summary>A withdrawal counts towards the caps of its route.</summary>
/// <param name="TalentId">Whose.</param>
/// <param name="WithdrawalId">The withdrawal.</param>
/// <param name="Route">By which route.</param>
/// <param name="Credits">How many.</param>
/// <param name="LapsesOn">The first day on which they lapse if something is still missing.</param>
/// <param name="Effective">Since when.</param>
[Stored("credits_claimed")]
public sealed record CreditsClaimed(string TalentId, string WithdrawalId, CreditRoute Route, decimal Credits, DateOnly LapsesOn, DateOnly Effective) : Fact
{
    public override IEnumerable<Due> Dues() => [new Due.Arises($"lapse-{WithdrawalId}", LapsesOn, new LapseCredits(WithdrawalId))];
}

/// <summary>A withdrawal counts no longer: it was given back or lapsed.</summary>
[Stored("claim_released")]
public sealed record ClaimReleased(string TalentId, string WithdrawalId, DateOnly Effective) : Fact
{
    public override IEnumerable<Due> Dues() => [new Due.Ends($"lapse-{WithdrawalId}")];
}

/// <summary>Earned credits stand in a lot of their own; what the ledger posts stands in the withdrawal itself.</summary>
/// <param name="TalentId">Whose.</param>
/// <param name="LotId">The lot: the withdrawal's id.</param>
/// <param name="Practice">What they were earned by.</param>
/// <param name="LastDay">The last day on which they are good; null: for ever.</param>
/// <param name="Effective">When they were earned.</param>
[Stored("lot_opened")]
public sealed record LotOpened(string TalentId, string LotId, Practice Practice, DateOnly? LastDay, DateOnly Effective) : Fact
{
    public override IEnumerable<Due> Dues() => LastDay is { } last
        ? [new Due.Ends($"lapse-{LotId}"), new Due.Arises($"expire-{LotId}", last.AddDays(1), new ExpireCredits(TalentId))]
        : [new Due.Ends($"lapse-{LotId}")];
}

/// <summary>Credits were redeemed for a course; the lots they came from stand here.</summary>
/// <param name="RedemptionId">The redemption.</param>
/// <param name="TalentId">Whose.</param>
/// <param name="AcceptanceId">By which acceptance.</param>
/// <param name="ReceiverId">The university that took them.</param>
/// <param name="Course">For which of its courses.</param>
/// <param name="Parts">Which lots were used.</param>
/// <param name="Effective">When.</param>
[Stored("credits_redeemed")]
public sealed record CreditsRedeemed(
    string RedemptionId, string TalentId, string AcceptanceId, string ReceiverId, string Course, IReadOnlyList<LotPart> Parts, DateOnly Effective) : Fact
{
    public override IEnumerable<Transfer> Transfers() =>
        Parts.Select(part => part.Practice.Own.Move(Units.Credits, Accounts.Earned, Accounts.Redeemed, part.Credits, Reasons.Redeemed, Effective));
}

/// <summary>What was left of a lot expired, the day after its last.</summary>
[Stored("credits_expired")]
public sealed record CreditsExpired(string TalentId, LotPart Part, DateOnly Effective) : Fact
{
    public override IEnumerable<Transfer> Transfers() =>
        [Part.Practice.Own.Move(Units.Credits, Accounts.Earned, Accounts.Expired, Part.Credits, Reasons.Expired, Effective)];

    public override IEnumerable<Due> Dues() => [new Due.Ends($"expire-{Part.LotId}")];
}
