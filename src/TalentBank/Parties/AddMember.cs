namespace TalentBank.Parties;

/// <summary>An organisation lets a person act for it, in these roles (replacing the roles they had there).</summary>
public sealed record AddMember(string OrganisationId, string Issuer, string Subject, string Name, IReadOnlyList<Role> Roles) : Command
{
    private string MemberId => Member.IdOf(Issuer, Subject);

    public override IEnumerable<string> Streams => [OrganisationId, MemberId];

    public override Decision Decide(States states, Circumstances now) => states.Of(Organisation.Stream(OrganisationId)) switch
    {
        { Kind: null } => Refuse("not-found", "organisationId", ("id", OrganisationId)),
        _ when !Wording.IsLine(Issuer, 1, 500) => Refuse("name-out-of-range", "issuer", ("least", 1), ("most", 500)),
        _ when !Wording.IsLine(Subject, 1, 255) => Refuse("name-out-of-range", "subject", ("least", 1), ("most", 255)),
        _ when !Wording.IsLine(Name, 2, 50) => Refuse("name-out-of-range", "name", ("least", 2), ("most", 50)),
        _ when Roles.Count == 0 => Refuse("roles-missing", "roles"),
        { Kind: { } kind } => states.Of(Member.Stream(MemberId)).Memberships.FirstOrDefault(known => known.OrganisationId == OrganisationId) is { } known && known.Roles.SequenceEqual(Roles.Distinct())
            ? Accept(MemberId)
            : Accept(MemberId).With(Member.Stream(MemberId), new MemberAdded(MemberId, OrganisationId, kind, [.. Roles.Distinct()], Personal.Of(MemberId, Name), now.Today)),
    };
}
