namespace TalentBank.Parties;

/// <summary>A person no longer acts for an organisation; in force at once.</summary>
public sealed record RemoveMember(string OrganisationId, string MemberId) : Command
{
    public override IEnumerable<string> Streams => [MemberId];

    public override Decision Decide(States states, Circumstances now) =>
        states.Of(Member.Stream(MemberId)).Memberships.Any(membership => membership.OrganisationId == OrganisationId)
            ? Accept(MemberId).With(Member.Stream(MemberId), new MemberRemoved(MemberId, OrganisationId, now.Today))
            : Refuse("not-found", "memberId", ("id", MemberId));
}
