using System.Collections.Immutable;
using TalentBank.Talents;

namespace TalentBank.Parties;

/// <summary>A party of the bank: it deposits, schedules, decides or keeps the accounts.</summary>
/// <param name="Kind">Which of the five parties; null where the stream does not exist.</param>
/// <param name="Name">As registered, or renamed since.</param>
/// <param name="JoinedOn">When it joined, the last time.</param>
/// <param name="Standing">Whether it takes part.</param>
/// <param name="StandsSince">Since when it stands so.</param>
/// <param name="Vetting">The chamber's last decision; null before the first.</param>
/// <param name="Domain">The domain it was last asked to prove.</param>
/// <param name="Related">Enterprises under the same actual controller (同一实际控制人), each from a day until another.</param>
public sealed record Organisation(
    OrganisationKind? Kind, string? Name, DateOnly JoinedOn, OrganisationStanding Standing, DateOnly StandsSince,
    OrganisationVetted? Vetting, DomainProof? Domain, ImmutableDictionary<string, Period> Related) : IState<Organisation>
{
    public static Organisation Unknown { get; } = new(null, null, default, OrganisationStanding.Active, default, null, null, ImmutableDictionary<string, Period>.Empty);

    public static IReadOnlyList<string> Nouns { get; } = ["government", "university", "zone-operator", "enterprise", "chamber"];

    /// <summary>An organisation's id is its stream's name: its kind and its code.</summary>
    public static StreamOf<Organisation> Stream(string organisationId) => new(organisationId);

    /// <summary>The id of an organisation with a Unified Social Credit Code.</summary>
    public static string IdOf(OrganisationKind kind, Uscc uscc) => $"{NounOf(kind)}-{uscc.Code}";

    /// <summary>The id of a foreign organisation: ISO 3166 country and its number in that country's register.</summary>
    public static string IdOf(OrganisationKind kind, string country, string registerNumber) => $"{NounOf(kind)}-{country}-{registerNumber}";

    public bool Is(OrganisationKind kind) => Kind == kind;

    /// <summary>Whether the chamber vouches for it: what it deposits counts. A review that is overdue withdraws nothing by itself.</summary>
    public bool IsVetted => Vetting is { Decision: VettingDecision.Endorsed };

    public bool IsActive => Kind is not null && Standing is OrganisationStanding.Active;

    /// <summary>Whether a move between the two on a day is none for their group.</summary>
    public bool IsRelatedTo(string organisationId, DateOnly day) =>
        Related.TryGetValue(organisationId, out var period) && period.From <= day && (period.Until is null || period.Until > day);

    public Organisation Evolve(Fact fact) => fact switch
    {
        OrganisationRegistered it => Unknown with { Kind = it.Kind, Name = it.Name, JoinedOn = it.Effective, StandsSince = it.Effective },
        OrganisationRenamed it => this with { Name = it.Name },
        OrganisationVetted it => this with { Vetting = it },
        DomainProofAsked it => this with { Domain = new DomainProof(it.Domain, it.Token, null) },
        DomainProven it => this with { Domain = Domain! with { ProvenOn = it.Effective } },
        OrganisationSuspended it => Stands(OrganisationStanding.Suspended, it),
        OrganisationReinstated it => Stands(OrganisationStanding.Active, it),
        OrganisationDeparted it => Stands(OrganisationStanding.Departed, it),
        OrganisationRejoined it => Stands(OrganisationStanding.Active, it) with { JoinedOn = it.Effective, Vetting = null },
        OrganisationMerged it => Stands(OrganisationStanding.Merged, it),
        RelationDeclared it => this with { Related = Related.SetItem(it.RelatedId, new Period(it.Effective, null)) },
        RelationEnded it => this with { Related = Related.SetItem(it.RelatedId, Related[it.RelatedId] with { Until = it.Effective }) },
        _ => this,
    };

    /// <summary>Why something about the organisation cannot take effect on a day that is over or today; null where it can.</summary>
    internal Refused? Impossible(DateOnly effective, DateOnly today) =>
        !Dates.Plausible(effective, today) || effective > today ? Refuse("date-out-of-range", "effective", ("date", effective))
        : effective < StandsSince ? Refuse("before-its-standing", "effective", ("date", effective), ("since", StandsSince))
        : null;

    private Organisation Stands(OrganisationStanding standing, Fact since) => this with { Standing = standing, StandsSince = since.Effective };

    private static string NounOf(OrganisationKind kind) => kind is OrganisationKind.ZoneOperator ? "zone-operator" : kind.ToString().ToLowerInvariant();
}

/// <summary>Whether an organisation takes part in the bank.</summary>
public enum OrganisationStanding
{
    Active,

    /// <summary>Its members send nothing and see only what is their own.</summary>
    Suspended,

    /// <summary>It left the park.</summary>
    Departed,

    /// <summary>It became part of another.</summary>
    Merged,
}

/// <summary>What the chamber decides about a depositor.</summary>
public enum VettingDecision
{
    Endorsed,
    Refused,
}

/// <summary>A domain that an organisation proves by publishing a token under it; null: not yet proven.</summary>
public sealed record DomainProof(string Domain, string Token, DateOnly? ProvenOn);

/// <param name="OrganisationId">Its id.</param>
/// <param name="Kind">Which of the five parties.</param>
/// <param name="Name">As registered.</param>
/// <param name="Uscc">Null for a foreign organisation.</param>
/// <param name="Country">ISO 3166 alpha-2; null with a Unified Social Credit Code.</param>
/// <param name="RegisterNumber">In the country's register; null with a Unified Social Credit Code.</param>
/// <param name="Effective">When it joined.</param>
[Stored("organisation_registered")]
public sealed record OrganisationRegistered(
    string OrganisationId, OrganisationKind Kind, string Name, Uscc? Uscc, string? Country, string? RegisterNumber, DateOnly Effective) : Fact;

/// <param name="OrganisationId">Who was vetted.</param>
/// <param name="Decision">Whether the chamber vouches for it.</param>
/// <param name="RegisterChecked">Whether it was found in the public register under its code.</param>
/// <param name="Reason">Why it was decided so.</param>
/// <param name="ReviewOn">When it is to be looked at again.</param>
/// <param name="Effective">The day of the decision.</param>
[Stored("organisation_vetted")]
public sealed record OrganisationVetted(
    string OrganisationId, VettingDecision Decision, bool RegisterChecked, string Reason, DateOnly ReviewOn, DateOnly Effective) : Fact;

/// <summary>The organisation is asked to publish a token under its domain; it is no secret.</summary>
[Stored("domain_proof_asked")]
public sealed record DomainProofAsked(string OrganisationId, string Domain, string Token, DateOnly Effective) : Fact;

/// <summary>The chamber found the token under the domain.</summary>
[Stored("domain_proven")]
public sealed record DomainProven(string OrganisationId, string Domain, DateOnly Effective) : Fact;

[Stored("organisation_renamed")]
public sealed record OrganisationRenamed(string OrganisationId, string Name, DateOnly Effective) : Fact;

[Stored("organisation_suspended")]
public sealed record OrganisationSuspended(string OrganisationId, string Reason, DateOnly Effective) : Fact;

[Stored("organisation_reinstated")]
public sealed record OrganisationReinstated(string OrganisationId, string Reason, DateOnly Effective) : Fact;

/// <summary>It left the park; what it had in the ledger leaves with each of its positions and employments.</summary>
[Stored("organisation_departed")]
public sealed record OrganisationDeparted(string OrganisationId, string Reason, DateOnly Effective) : Fact;

/// <summary>It is back in the park; it is vetted anew.</summary>
[Stored("organisation_rejoined")]
public sealed record OrganisationRejoined(string OrganisationId, string Reason, DateOnly Effective) : Fact;

/// <summary>It became part of another.</summary>
[Stored("organisation_merged")]
public sealed record OrganisationMerged(string OrganisationId, string IntoId, DateOnly Effective) : Fact;

/// <summary>Two enterprises are under the same actual controller (同一实际控制人); each one's stream holds one such fact.</summary>
[Stored("relation_declared")]
public sealed record RelationDeclared(string OrganisationId, string RelatedId, DateOnly Effective) : Fact;

[Stored("relation_ended")]
public sealed record RelationEnded(string OrganisationId, string RelatedId, DateOnly Effective) : Fact;
