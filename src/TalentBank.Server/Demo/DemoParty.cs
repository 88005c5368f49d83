using TalentBank.Access;
using TalentBank.Parties;
using TalentBank.Server.SignIn;

namespace TalentBank.Server.Demo;

/// <summary>An organisation of the demo zone, with those who act for it; the first of them sends its commands.</summary>
internal sealed record DemoParty(OrganisationKind Kind, string Name, Uscc Uscc, IReadOnlyList<DemoMember> Members)
{
    public string Id { get; } = Organisation.IdOf(Kind, Uscc);

    public Actor Actor => new(Members[0].Id, Kind, Id, Members[0].Roles, null);
}

/// <summary>Somebody who signs in at the <see cref="DevIssuer"/> by this subject. Called after their part, not like a person.</summary>
internal sealed record DemoMember(string Subject, string Name, params IReadOnlyList<Role> Roles)
{
    public string Id => Member.IdOf(DevIssuer.Issuer, Subject);
}
