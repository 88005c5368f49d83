using System.Collections.Immutable;

namespace TalentBank.Parties;

/// <summary>What an organisation has promised to deposit, and when the chamber last reminded it. A stream of its own, so that promises never wait for what else concerns the organisation.</summary>
public sealed record Depositor(ImmutableDictionary<string, DepositPromised> Promises, DateOnly? NudgedOn) : IState<Depositor>
{
    public static Depositor Unknown { get; } = new(ImmutableDictionary<string, DepositPromised>.Empty, null);

    public static IReadOnlyList<string> Nouns { get; } = ["depositor"];

    public static StreamOf<Depositor> Stream(string organisationId) => new($"depositor-{organisationId}");

    public Depositor Evolve(Fact fact) => fact switch
    {
        DepositPromised it => this with { Promises = Promises.SetItem(it.PromiseId, it) },
        DepositorNudged it => this with { NudgedOn = it.Effective },
        _ => this,
    };
}

/// <summary>What can be promised, and in what it is counted.</summary>
public enum DepositKind
{
    /// <summary>Openings of position requirements; by enterprises.</summary>
    Positions,

    /// <summary>Places of internships; by enterprises.</summary>
    Internships,

    /// <summary>Places of practical credits; by universities.</summary>
    Credits,
}

/// <param name="PromiseId">The promise.</param>
/// <param name="OrganisationId">Who promises.</param>
/// <param name="Deposit">What.</param>
/// <param name="Amount">How many openings or places.</param>
/// <param name="DueOn">The last day on which it is on time.</param>
/// <param name="Deadline">The end of that day in the zone.</param>
/// <param name="Effective">When it was promised.</param>
[Stored("deposit_promised")]
public sealed record DepositPromised(
    string PromiseId, string OrganisationId, DepositKind Deposit, int Amount, DateOnly DueOn, DateTimeOffset Deadline, DateOnly Effective) : Fact;

/// <summary>The chamber reminded a depositor of what is due, or that it has deposited nothing for long.</summary>
[Stored("depositor_nudged")]
public sealed record DepositorNudged(string OrganisationId, DateOnly Effective) : Fact;
