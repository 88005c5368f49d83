using TalentBank.Access;
using TalentBank.Parties;
using TalentBank.Talents;
using static TalentBank.Tests.Meishan;

namespace TalentBank.Tests.Rules;

public sealed class LinkRules
{
    private const string Secret = "k3v9-only-in-the-link";
    private static readonly string Hash = Digest.Of(Secret);
    private static readonly string Id = Link.IdOf(Hash);
    private static readonly Actor Newcomer = Actor.Newcomer("member-new");
    private static readonly IssueLink Issue = new(Bakery, Hash, [Role.Maker, Role.Clerk, Role.Maker], null);
    private static readonly RedeemLink Redeem = new(Secret, "陈·示范");
    private static readonly Scenario Issued = Books.Given(Issue);

    [Fact]
    public void A_link_stands_in_the_log_by_the_hash_of_its_secret() =>
        Books.When(Issue, ByBakery).Answering(Id)
            .ThenFacts((Id, new LinkIssued(Id, Bakery, OrganisationKind.Enterprise, [Role.Maker, Role.Clerk], Today.AddDays(7), Today)));

    [Fact]
    public void A_link_is_issued_by_a_maker_for_their_own_organisation_and_by_the_chamber()
    {
        Books.When(Issue, ByChamber).Accepted.Facts.ShouldHaveSingleItem();
        Books.When(Issue, BySilk).ThenRefused("not-found");
        Books.When(Issue, For(OrganisationKind.Enterprise, Bakery, Role.Checker)).ThenRefused("not-allowed");
    }

    [Fact]
    public void A_link_has_roles_a_fresh_secret_and_a_last_day_within_90_days()
    {
        Books.When(Issue with { Roles = [] }, ByBakery).ThenRefused("roles-missing", "roles");
        Books.When(Issue with { SecretHash = "abc" }, ByBakery).ThenRefused("secret-hash-malformed", "secretHash");
        Books.When(Issue with { ExpiresOn = Today.AddDays(-1) }, ByBakery).ThenRefused("expiry-out-of-range", "expiresOn");
        Books.When(Issue with { ExpiresOn = Today.AddDays(91) }, ByBakery).ThenRefused("expiry-out-of-range", "expiresOn");
        Issued.When(Issue, ByBakery).ThenRefused("secret-taken", "secretHash");
        Books.When(Issue with { OrganisationId = "enterprise-none" }, ByChamber).ThenRefused("not-found", "organisationId");
    }

    [Fact]
    public void Whoever_redeems_a_link_becomes_a_member_once()
    {
        Issued.When(Redeem, Newcomer).Answering("member-new").ThenFacts(
            (Id, new LinkRedeemed(Id, "member-new", Today)),
            ("member-new", new MemberAdded("member-new", Bakery, OrganisationKind.Enterprise, [Role.Maker, Role.Clerk], Personal.Of("member-new", "陈·示范"), Today)));
        var redeemed = Issued.Given(Redeem, Newcomer);
        redeemed.When(Redeem, Newcomer).ThenNothing();
        redeemed.When(Redeem, ByLi).ThenRefused("link-redeemed", "secret");
        Issued.When(Redeem with { Name = null }, Newcomer).ThenRefused("name-out-of-range", "name");
        Issued.When(Redeem with { Secret = "guessed" }, Newcomer).ThenRefused("not-found", "secret");
    }

    [Fact]
    public void A_link_is_not_redeemed_after_its_last_day_nor_when_taken_back()
    {
        Issued.When(Redeem, Newcomer, Today.AddDays(7)).Accepted.Facts.Count.ShouldBe(2);
        Issued.When(Redeem, Newcomer, Today.AddDays(8)).ThenRefused("link-expired", "secret");
        var revoke = new RevokeLink(Id);
        Issued.When(revoke, BySilk).ThenRefused("not-found");
        var revoked = Issued.Given(revoke, ByBakery);
        revoked.When(revoke, ByBakery).ThenNothing();
        revoked.When(Redeem, Newcomer).ThenRefused("link-revoked", "secret");
        Issued.Given(Redeem, Newcomer).When(revoke, ByBakery).ThenRefused("link-redeemed", "linkId");
        Issued.Given(new SuspendOrganisation(Bakery, "证照过期")).When(Redeem, Newcomer).ThenRefused("organisation-inactive", "secret");
    }

    [Fact]
    public void A_talents_sign_in_is_linked_by_a_link_of_their_university()
    {
        var issue = new IssueTalentLink(Li, Hash, null);
        Books.When(issue, ByMinjiang).ThenFacts((Id, new TalentLinkIssued(Id, Minjiang, Li, Today.AddDays(7), Today)));
        Books.When(issue, ByEmei).ThenRefused("not-found");
        var issued = Books.Given(issue, ByMinjiang);
        issued.When(new RedeemLink(Secret, null), Newcomer).ThenFacts(
            (Id, new LinkRedeemed(Id, "member-new", Today)), ("member-new", new TalentAccountLinked("member-new", Li, Today)));
        issued.Given("member-new", new TalentAccountLinked("member-new", Wang, Today)).When(new RedeemLink(Secret, null), Newcomer).ThenRefused("sign-in-taken", "secret");
        issued.When(issue, ByMinjiang).ThenRefused("secret-taken", "secretHash");
        Books.When(issue with { SecretHash = "abc" }, ByMinjiang).ThenRefused("secret-hash-malformed", "secretHash");
        Books.When(issue with { ExpiresOn = Today.AddDays(-1) }, ByMinjiang).ThenRefused("expiry-out-of-range", "expiresOn");
    }

    [Fact]
    public void A_newcomer_sees_nothing_and_sends_nothing_else()
    {
        AccessTable.Documents.Where(row => row.Model.Columns.Count > 0 && row.Within(Newcomer) is []).ShouldBeEmpty();
        AccessTable.Commands.Where(row => row.Grants.Any(grant => grant.Everybody)).ShouldHaveSingleItem().Command.ShouldBe(typeof(RedeemLink));
        Books.When(Issue, Newcomer).ThenRefused("no-membership");
        AccessTable.Barred("Query.talentGap", Newcomer)!.Code.ShouldBe("no-membership");
        AccessTable.Barred("Query.me", Newcomer).ShouldBeNull();
        AccessTable.Barred("Query.talentGap", ByBakery with { Standing = OrganisationStanding.Suspended })!.Code.ShouldBe("organisation-inactive");
        AccessTable.Barred("Query.talentGap", ByBakery).ShouldBeNull();
    }
}
