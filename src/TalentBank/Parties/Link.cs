namespace TalentBank.Parties;

/// <summary>
/// A one-time link (一次性链接): whoever signs in and redeems it becomes a member of the organisation, or is known to be the
/// talent. The secret in it never reaches the log: its hash is the stream's name, so that the secret alone finds the link.
/// </summary>
/// <param name="OrganisationId">Whose link; null where it does not exist.</param>
/// <param name="Membership">What it makes one; null for a talent's link.</param>
/// <param name="TalentId">Whom it is for; null for a member's link.</param>
/// <param name="ExpiresOn">The last day on which it can be redeemed.</param>
/// <param name="RedeemedBy">The member that redeemed it.</param>
/// <param name="IsRevoked">Whether it was taken back.</param>
public sealed record Link(
    string? OrganisationId, Membership? Membership, string? TalentId, DateOnly ExpiresOn, string? RedeemedBy, bool IsRevoked) : IState<Link>
{
    public static Link Unknown { get; } = new(null, null, null, default, null, false);

    public static IReadOnlyList<string> Nouns { get; } = ["link"];

    public static StreamOf<Link> Stream(string linkId) => new(linkId);

    /// <summary>The id of the link with a secret of this hash.</summary>
    public static string IdOf(string secretHash) => $"link-{secretHash}";

    public Link Evolve(Fact fact) => fact switch
    {
        LinkIssued it => Unknown with { OrganisationId = it.OrganisationId, Membership = new Membership(it.OrganisationId, it.OrganisationKind, it.Roles), ExpiresOn = it.ExpiresOn },
        TalentLinkIssued it => Unknown with { OrganisationId = it.OrganisationId, TalentId = it.TalentId, ExpiresOn = it.ExpiresOn },
        LinkRedeemed it => this with { RedeemedBy = it.MemberId },
        LinkRevoked => this with { IsRevoked = true },
        _ => this,
    };
}

/// <param name="LinkId">The link: the hash of its secret.</param>
/// <param name="OrganisationId">Of which one becomes a member.</param>
/// <param name="OrganisationKind">What kind of party that is.</param>
/// <param name="Roles">As what.</param>
/// <param name="ExpiresOn">The last day on which it can be redeemed.</param>
/// <param name="Effective">When it was issued.</param>
[Stored("link_issued")]
public sealed record LinkIssued(
    string LinkId, string OrganisationId, OrganisationKind OrganisationKind, IReadOnlyList<Role> Roles, DateOnly ExpiresOn, DateOnly Effective) : Fact;

/// <summary>A link by which a talent's sign-in is linked to their account.</summary>
/// <param name="LinkId">The link: the hash of its secret.</param>
/// <param name="OrganisationId">Who issued it.</param>
/// <param name="TalentId">For whom.</param>
/// <param name="ExpiresOn">The last day on which it can be redeemed.</param>
/// <param name="Effective">When it was issued.</param>
[Stored("talent_link_issued")]
public sealed record TalentLinkIssued(string LinkId, string OrganisationId, string TalentId, DateOnly ExpiresOn, DateOnly Effective) : Fact;

[Stored("link_redeemed")]
public sealed record LinkRedeemed(string LinkId, string MemberId, DateOnly Effective) : Fact;

[Stored("link_revoked")]
public sealed record LinkRevoked(string LinkId, DateOnly Effective) : Fact;
