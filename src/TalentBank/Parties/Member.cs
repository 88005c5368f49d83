using System.Security.Cryptography;
using System.Text;

namespace TalentBank.Parties;

/// <summary>A person who can sign in: what they may do in which organisations, and their own talent account.</summary>
public sealed record Member(IReadOnlyList<Membership> Memberships, string? TalentId) : IState<Member>
{
    public static Member Unknown { get; } = new([], null);

    public static IReadOnlyList<string> Nouns { get; } = ["member"];

    public static StreamOf<Member> Stream(string memberId) => new(memberId);

    /// <summary>The pseudonymous id of whoever the token calls (issuer, subject): the same person, the same id.</summary>
    public static string IdOf(string issuer, string subject) =>
        $"member-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{issuer}\n{subject}")))[..32]}";

    public Member Evolve(Fact fact) => fact switch
    {
        MemberAdded added => this with { Memberships = [.. Without(added.OrganisationId), new Membership(added.OrganisationId, added.OrganisationKind, added.Roles)] },
        MemberRemoved removed => this with { Memberships = Without(removed.OrganisationId) },
        TalentAccountLinked linked => this with { TalentId = linked.TalentId },
        _ => this,
    };

    private IReadOnlyList<Membership> Without(string organisationId) => [.. Memberships.Where(membership => membership.OrganisationId != organisationId)];
}

/// <summary>A person's place in one organisation.</summary>
public sealed record Membership(string OrganisationId, OrganisationKind Kind, IReadOnlyList<Role> Roles);

/// <param name="MemberId">Who, by pseudonymous id.</param>
/// <param name="OrganisationId">Where.</param>
/// <param name="OrganisationKind">What kind of party that is.</param>
/// <param name="Roles">As what; replaces earlier roles there.</param>
/// <param name="Name">The person's name.</param>
/// <param name="Effective">From when on.</param>
[Stored("member_added")]
public sealed record MemberAdded(
    string MemberId, string OrganisationId, OrganisationKind OrganisationKind, IReadOnlyList<Role> Roles, Personal Name, DateOnly Effective) : Fact;

[Stored("member_removed")]
public sealed record MemberRemoved(string MemberId, string OrganisationId, DateOnly Effective) : Fact;

/// <summary>The person behind a sign-in is this talent.</summary>
[Stored("talent_account_linked")]
public sealed record TalentAccountLinked(string MemberId, string TalentId, DateOnly Effective) : Fact;
