using TalentBank.Access;
using TalentBank.Parties;
using TalentBank.Server.Demo;
using TalentBank.Server.SignIn;

namespace TalentBank.Server.Tests.Demo;

public sealed class DemoPersonsTests
{
    private static readonly DateOnly Today = new(2026, 11, 22);
    private static readonly Dictionary<string, Member> Members = MembersOf(FilledZone.On(Today));

    [Theory]
    [InlineData("chamber", null, null, "demo-chamber")]
    [InlineData("chamber", null, "2", "demo-chamber-2")]
    [InlineData("government", null, null, "demo-government")]
    [InlineData("zone", "1", "3", "demo-zone-3")]
    [InlineData("auditor", null, null, "demo-auditor")]
    [InlineData("university", null, null, "demo-university-1")]
    [InlineData("university", "20", null, "demo-university-20")]
    [InlineData("enterprise", "47", "1", "demo-enterprise-47")]
    [InlineData("student", null, null, "demo-student-1")]
    [InlineData("student", null, "40", "demo-student-40")]
    [InlineData("chamber", "2", null, null)]
    [InlineData("university", "21", null, null)]
    [InlineData("enterprise", "0", null, null)]
    [InlineData("enterprise", "-1", null, null)]
    [InlineData("enterprise", "", null, null)]
    [InlineData("enterprise", "1", "2", null)]
    [InlineData("enterprise", "enterprise-91350100M000100Y43", null, null)]
    [InlineData("auditor", null, "2", null)]
    [InlineData("student", null, "41", null)]
    [InlineData("student", "1", "1", null)]
    [InlineData("president", null, null, null)]
    public async Task Demo_persons_are_found_by_part_organisation_and_number(string part, string? org, string? person, string? subject) =>
        (await DemoPersons.Find(new DevPersonRequest(part, org, person), default)).ShouldBe(subject);

    [Fact]
    public async Task An_organisation_may_be_named_by_its_id()
    {
        var seventeenth = Members["demo-enterprise-17"].Memberships.ShouldHaveSingleItem().OrganisationId;
        (await DemoPersons.Find(new DevPersonRequest("enterprise", seventeenth, null), default)).ShouldBe("demo-enterprise-17");
        (await DemoPersons.Find(new DevPersonRequest("university", seventeenth, null), default)).ShouldBeNull();
    }

    [Fact]
    public async Task Whoever_is_found_can_act_in_the_part_asked_for()
    {
        foreach (var (part, kind) in new[]
        {
            ("chamber", OrganisationKind.Chamber), ("government", OrganisationKind.Government), ("zone", OrganisationKind.ZoneOperator),
            ("university", OrganisationKind.University), ("enterprise", OrganisationKind.Enterprise),
        })
        {
            var membership = Members[await Subject(part)].Memberships.ShouldHaveSingleItem();
            membership.Kind.ShouldBe(kind);
            membership.Roles.ShouldContain(Role.Maker);
        }

        Members[await Subject("auditor")].Memberships.ShouldHaveSingleItem().Roles.ShouldBe([Role.Auditor]);
        Members[await Subject("student")].TalentId.ShouldNotBeNull();
        Members.Values.Select(member => member.TalentId).OfType<string>().ShouldBeUnique();
    }

    [Fact]
    public void Steps_are_sent_by_members_in_the_roles_they_have()
    {
        var members = Members.Values.SelectMany(member => member.Memberships).ToLookup(membership => membership.OrganisationId);
        foreach (var actor in DemoZone.Steps(Today).Select(step => step.Actor).Where(actor => actor != Actor.Bank).DistinctBy(actor => actor.Member))
            members[actor.Organisation!].ShouldContain(membership => membership.Kind == actor.Kind && membership.Roles.SequenceEqual(actor.Roles));
    }

    private static async Task<string> Subject(string part) => (await DemoPersons.Find(new DevPersonRequest(part, null, null), default)).ShouldNotBeNull();

    /// <summary>Everybody who can sign in, by subject.</summary>
    private static Dictionary<string, Member> MembersOf(FilledZone zone) => DemoZone.Steps(Today)
        .Select(step => step.Command switch
        {
            AddMember member => member.Subject,
            TalentBank.Talents.RegisterTalent talent => talent.Subject,
            _ => null,
        })
        .OfType<string>()
        .ToDictionary(subject => subject, subject => zone.Bank.State(Member.Stream(Member.IdOf(DevIssuer.Issuer, subject))));
}
