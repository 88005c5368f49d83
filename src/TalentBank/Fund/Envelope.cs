using System.Collections.Immutable;
using TalentBank.EventStore.ReadModels;
using TalentBank.Hiring;
using TalentBank.Ledger;

namespace TalentBank.Fund;

/// <summary>
/// The part of a fund that is for one tier (分项额度). Its money is available, then reserved for a session, then committed
/// or released (formula 13).
/// </summary>
/// <param name="Tier">For whom; null where the stream does not exist.</param>
/// <param name="Year">The budget year.</param>
/// <param name="Available">What is neither reserved nor committed, in yuan, by effective date.</param>
/// <param name="Reservations">What is reserved, by session.</param>
public sealed record Envelope(Tier? Tier, int Year, DatedBalance Available, ImmutableDictionary<string, SessionCost> Reservations) : IState<Envelope>
{
    public static Envelope Unknown { get; } = new(null, 0, DatedBalance.Zero, ImmutableDictionary<string, SessionCost>.Empty);

    public static IReadOnlyList<string> Nouns { get; } = ["envelope"];

    public static StreamOf<Envelope> Stream(string envelopeId) => new(envelopeId);

    /// <summary>A fund has one envelope per tier, called after both.</summary>
    public static string IdOf(string fundId, Tier tier) => $"envelope-{fundId["fund-".Length..]}-{tier.ToString().ToLowerInvariant()}";

    public Envelope Evolve(Fact fact) => fact switch
    {
        EnvelopeOpened it => new Envelope(it.Tier, it.Year, DatedBalance.Zero.Add(it.Effective, it.Budget.Amount), Reservations),
        CostReserved it => this with
        {
            Available = Available.Add(it.Effective, -it.Cost.Amount.Amount),
            Reservations = Reservations.Add(it.Cost.SessionId, it.Cost),
        },
        CostCommitted it => this with { Reservations = Reservations.Remove(it.Cost.SessionId) },
        CostReleased it => this with
        {
            Available = Available.Add(it.Effective, it.Cost.Amount.Amount),
            Reservations = Reservations.Remove(it.Cost.SessionId),
        },
        _ => this,
    };
}

/// <summary>What one session costs one envelope.</summary>
public sealed record SessionCost(string EnvelopeId, Tier Tier, string SessionId, Yuan Amount)
{
    /// <summary>The dimensions in which an envelope's money stands as available.</summary>
    public static Dimensions Available(string envelopeId, Tier tier) => new() { Envelope = envelopeId, Tier = Wording.Code(tier) };

    /// <summary>The side of an account where the money stands for this session.</summary>
    public Side In(string account) => (Available(EnvelopeId, Tier) with { Session = SessionId }).In(account);

    /// <summary>The side where it stands for nothing in particular.</summary>
    public Side Free => Available(EnvelopeId, Tier).In(Accounts.Available);
}

/// <param name="EnvelopeId">The envelope.</param>
/// <param name="FundId">Of which fund.</param>
/// <param name="Tier">For whom.</param>
/// <param name="Year">The budget year.</param>
/// <param name="Budget">How much is granted.</param>
/// <param name="Effective">From when on it may be reserved.</param>
[Stored("envelope_opened")]
public sealed record EnvelopeOpened(string EnvelopeId, string FundId, Tier Tier, int Year, Yuan Budget, DateOnly Effective) : Fact
{
    public override IEnumerable<Transfer> Transfers() =>
        [SessionCost.Available(EnvelopeId, Tier).Move(Units.Yuan, Accounts.Outside, Accounts.Available, Budget.Amount, Reasons.Granted, Effective)];
}

/// <summary>A session was scheduled: its cost is no longer available to others.</summary>
[Stored("cost_reserved")]
public sealed record CostReserved(SessionCost Cost, DateOnly Effective) : Fact
{
    public override IEnumerable<Transfer> Transfers() =>
        [new Transfer(Units.Yuan, Cost.Free, Cost.In(Accounts.Reserved), Cost.Amount.Amount, Reasons.Reserved, Effective)];
}

/// <summary>The session was completed: what it reserved is owed.</summary>
[Stored("cost_committed")]
public sealed record CostCommitted(SessionCost Cost, DateOnly Effective) : Fact
{
    public override IEnumerable<Transfer> Transfers() =>
        [new Transfer(Units.Yuan, Cost.In(Accounts.Reserved), Cost.In(Accounts.Committed), Cost.Amount.Amount, Reasons.Committed, Effective)];
}

/// <summary>The session was cancelled: what it reserved is available again.</summary>
[Stored("cost_released")]
public sealed record CostReleased(SessionCost Cost, DateOnly Effective) : Fact
{
    public override IEnumerable<Transfer> Transfers() =>
        [new Transfer(Units.Yuan, Cost.In(Accounts.Reserved), Cost.Free, Cost.Amount.Amount, Reasons.Released, Effective)];
}
