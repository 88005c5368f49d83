using TalentBank.EventStore.ReadModels;

namespace TalentBank.Parties;

/// <summary>A one-time link; its secret is nowhere in the bank.</summary>
/// <param name="Id">The hash of its secret.</param>
/// <param name="OrganisationId">Who issued it.</param>
/// <param name="Roles">What it makes one; empty for a talent's link.</param>
/// <param name="TalentId">Whom it is for; null for a member's link.</param>
/// <param name="IssuedOn">When.</param>
/// <param name="ExpiresOn">The last day on which it can be redeemed.</param>
/// <param name="Open">Neither redeemed nor taken back; it may have expired.</param>
/// <param name="RedeemedBy">The member that redeemed it.</param>
public sealed record LinkRecord(
    string Id, string OrganisationId, IReadOnlyList<Role> Roles, string? TalentId, DateOnly IssuedOn, DateOnly ExpiresOn, bool Open, string? RedeemedBy);

/// <summary>Read model: the links of every organisation.</summary>
public static class Links
{
    public static readonly DocumentModel<LinkRecord> Model = new(
        "links",
        1,
        keys: recorded => recorded.Body switch
        {
            LinkIssued it => [it.LinkId],
            TalentLinkIssued it => [it.LinkId],
            LinkRedeemed it => [it.LinkId],
            LinkRevoked it => [it.LinkId],
            _ => [],
        },
        fold: (id, link, recorded) => recorded.Body switch
        {
            LinkIssued it => new LinkRecord(id, it.OrganisationId, it.Roles, null, it.Effective, it.ExpiresOn, true, null),
            TalentLinkIssued it => new LinkRecord(id, it.OrganisationId, [], it.TalentId, it.Effective, it.ExpiresOn, true, null),
            LinkRedeemed it => link! with { Open = false, RedeemedBy = it.MemberId },
            LinkRevoked => link! with { Open = false },
            _ => link,
        },
        new("id", ColumnType.Text, link => link.Id),
        new("organisation", ColumnType.Text, link => link.OrganisationId),
        new("open", ColumnType.Flag, link => link.Open),
        new("expires_on", ColumnType.Date, link => link.ExpiresOn),
        new("issued_on", ColumnType.Date, link => link.IssuedOn));
}
