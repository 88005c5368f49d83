using TalentBank.Access;
using TalentBank.EventStore.ReadModels;
using TalentBank.Parties;
using TalentBank.Positions;
using static TalentBank.Tests.Meishan;

namespace TalentBank.Tests.Rules;

public sealed class OrganisationRules
{
    private static readonly VetOrganisation Vet = new(Bakery, VettingDecision.Endorsed, true, "执照与公示系统一致", null);
    private static readonly SuspendOrganisation Suspend = new(Bakery, "证照过期");
    private static readonly DepartOrganisation Depart = new(Bakery, "迁往成都", null);

    [Fact]
    public void A_vetting_has_a_reason_and_a_review_date_after_as_many_days_as_the_zone_sets()
    {
        Books.When(Vet, ByChamber).Answering(Bakery)
            .ThenFacts((Bakery, new OrganisationVetted(Bakery, VettingDecision.Endorsed, true, "执照与公示系统一致", Today.AddDays(365), Today)));
        Books.Given(new ChangeSetting(Setting.VettingReviewDays, 30, null)).When(Vet, ByChamber)
            .ThenFacts((Bakery, new OrganisationVetted(Bakery, VettingDecision.Endorsed, true, "执照与公示系统一致", Today.AddDays(30), Today)));
        Books.When(Vet with { Reason = "" }, ByChamber).ThenRefused("name-out-of-range", "reason");
        Books.When(Vet with { ReviewOn = Today }, ByChamber).ThenRefused("review-out-of-range", "reviewOn");
        Books.When(Vet with { ReviewOn = Today.AddYears(4) }, ByChamber).ThenRefused("review-out-of-range", "reviewOn");
        Books.Given(Vet).When(Vet, ByChamber).ThenNothing();
    }

    [Fact]
    public void Nobody_is_endorsed_who_was_not_looked_up_in_the_public_register()
    {
        Books.When(Vet with { RegisterChecked = false }, ByChamber).ThenRefused("register-not-checked", "registerChecked");
        Books.When(Vet with { RegisterChecked = false, Decision = VettingDecision.Refused }, ByChamber).Accepted.Facts.ShouldHaveSingleItem();
        Books.When(Vet with { OrganisationId = "enterprise-none" }, ByChamber).ThenRefused("not-found", "organisationId");
    }

    [Fact]
    public void The_last_decision_says_whether_an_organisation_is_vetted()
    {
        StateOf(Books).IsVetted.ShouldBeFalse();
        StateOf(Books.Given(Vet)).IsVetted.ShouldBeTrue();
        StateOf(Books.Given(Vet).Given(Vet with { Decision = VettingDecision.Refused })).IsVetted.ShouldBeFalse();
    }

    [Fact]
    public void A_domain_is_proven_by_the_token_that_was_asked_for()
    {
        var ask = new AskDomainProof("domain-proof-1", Bakery, "example.com");
        Books.When(ask, ByChamber).ThenFacts((Bakery, new DomainProofAsked(Bakery, "example.com", "domain-proof-1", Today)));
        Books.Given(ask).When(ask with { Token = "domain-proof-2" }, ByChamber).ThenNothing();
        Books.Given(ask).When(new ConfirmDomain(Bakery, "example.com"), ByChamber).ThenFacts((Bakery, new DomainProven(Bakery, "example.com", Today)));
        Books.Given(ask).When(new ConfirmDomain(Bakery, "example.org"), ByChamber).ThenRefused("domain-not-asked", "domain");
        Books.When(new ConfirmDomain(Bakery, "example.com"), ByChamber).ThenRefused("domain-not-asked", "domain");
    }

    [Theory]
    [InlineData("example")]
    [InlineData("Example.com")]
    [InlineData("-example.com")]
    [InlineData("example.com\n")]
    [InlineData("例子.com")]
    public void A_domain_is_written_as_the_internet_writes_it(string domain) =>
        Books.When(new AskDomainProof("domain-proof-1", Bakery, domain), ByChamber).ThenRefused("domain-malformed", "domain");

    [Fact]
    public void An_organisation_is_renamed_from_a_day_on()
    {
        var rename = new RenameOrganisation(Bakery, "新名电商有限公司", Today.AddDays(-3));
        Books.When(rename, ByChamber).ThenFacts((Bakery, new OrganisationRenamed(Bakery, "新名电商有限公司", Today.AddDays(-3))));
        Books.Given(rename).When(rename, ByChamber).ThenNothing();
        Books.When(rename with { Name = "新" }, ByChamber).ThenRefused("name-out-of-range", "name");
        Books.When(rename with { Effective = Opened.AddDays(-1) }, ByChamber).ThenRefused("before-its-standing", "effective");
        Books.When(rename with { Effective = Today.AddDays(1) }, ByChamber).ThenRefused("date-out-of-range", "effective");
    }

    [Fact]
    public void An_organisation_is_suspended_and_reinstated_at_once()
    {
        Books.When(Suspend, ByChamber).ThenFacts((Bakery, new OrganisationSuspended(Bakery, "证照过期", Today)));
        var suspended = Books.Given(Suspend);
        suspended.When(Suspend, ByChamber).ThenNothing();
        suspended.When(new ReinstateOrganisation(Bakery, "已更新"), ByChamber).ThenFacts((Bakery, new OrganisationReinstated(Bakery, "已更新", Today)));
        Books.When(new ReinstateOrganisation(Bakery, "已更新"), ByChamber).ThenNothing();
        Books.Given(Depart).When(Suspend, ByChamber).ThenRefused("not-in-that-standing", "organisationId");
        Books.When(Suspend with { OrganisationId = Chamber }, ByChamber).ThenRefused("chamber-stays", "organisationId");
    }

    [Fact]
    public void An_organisation_leaves_the_park_and_comes_back_to_be_vetted_anew()
    {
        var left = Books.Given(Vet).Given(Depart);
        left.When(Depart, ByChamber).ThenNothing();
        left.When(Vet, ByChamber).ThenRefused("organisation-gone", "organisationId");
        var back = left.Given(new RejoinOrganisation(Bakery, "迁回园区", null));
        StateOf(left).Standing.ShouldBe(OrganisationStanding.Departed);
        StateOf(back).ShouldSatisfyAllConditions(it => it.IsActive.ShouldBeTrue(), it => it.IsVetted.ShouldBeFalse(), it => it.JoinedOn.ShouldBe(Today));
        Books.When(Depart with { OrganisationId = Chamber }, ByChamber).ThenRefused("chamber-stays", "organisationId");
    }

    [Fact]
    public void An_organisation_becomes_part_of_another_of_its_kind()
    {
        var merge = new MergeOrganisation(Bakery, Silk, null);
        Books.When(merge, ByChamber).ThenFacts((Bakery, new OrganisationMerged(Bakery, Silk, Today)));
        Books.Given(merge).When(merge, ByChamber).ThenNothing();
        Books.When(merge with { IntoId = Minjiang }, ByChamber).ThenRefused("not-to-be-merged", "intoId");
        Books.When(merge with { IntoId = Bakery }, ByChamber).ThenRefused("not-to-be-merged", "intoId");
        Books.When(merge with { IntoId = "enterprise-none" }, ByChamber).ThenRefused("not-found", "intoId");
        Books.Given(Depart).When(merge, ByChamber).ThenRefused("organisation-gone", "organisationId");
    }

    [Fact]
    public void Enterprises_are_related_to_each_other_from_a_day_until_another()
    {
        var declare = new DeclareRelation(Bakery, Silk, Today.AddDays(-9));
        var related = Books.Given(declare);
        related.When(new DeclareRelation(Silk, Bakery, null), BySilk).ThenNothing();
        related.When(declare with { Effective = Today }, ByBakery).ThenRefused("already-related", "effective");
        StateOf(related).IsRelatedTo(Silk, Today.AddDays(-9)).ShouldBeTrue();
        StateOf(related).IsRelatedTo(Silk, Today.AddDays(-10)).ShouldBeFalse();
        var ended = related.Given(new EndRelation(Silk, Bakery, null));
        StateOf(ended).IsRelatedTo(Silk, Today.AddDays(-1)).ShouldBeTrue();
        StateOf(ended).IsRelatedTo(Silk, Today).ShouldBeFalse();
        ended.When(new EndRelation(Bakery, Silk, null), ByChamber).ThenNothing();
        Books.When(declare with { RelatedId = Bakery }, ByBakery).ThenRefused("related-to-itself", "relatedId");
        Books.When(declare with { RelatedId = Minjiang }, ByBakery).ThenRefused("not-found", "relatedId");
        Books.When(new EndRelation(Bakery, Silk, null), ByChamber).ThenRefused("not-found", "relatedId");
    }

    [Fact]
    public void A_setting_holds_from_today_or_a_later_day_on()
    {
        var change = new ChangeSetting(Setting.LinkDays, 3, Today.AddDays(5));
        Books.When(change, ByChamber).ThenFacts((ZoneSettings.Stream.Name, new SettingChanged(Setting.LinkDays, 3, Today.AddDays(5))));
        var settings = new ZoneSettings(ZoneSettings.Unknown.Values).Evolve(new SettingChanged(Setting.LinkDays, 3, Today.AddDays(5)));
        settings.On(Setting.LinkDays, Today).ShouldBe(7);
        settings.On(Setting.LinkDays, Today.AddDays(5)).ShouldBe(3);
        Books.Given(change).When(change, ByChamber).ThenNothing();
        Books.When(change with { Value = 0 }, ByChamber).ThenRefused("setting-out-of-range", "value");
        Books.When(change with { Effective = Today.AddDays(-1) }, ByChamber).ThenRefused("date-out-of-range", "effective");
        foreach (var setting in Enum.GetValues<Setting>())
            ZoneSettings.Default(setting).ShouldBeGreaterThan(0);
    }

    [Fact]
    public void Who_acts_for_an_organisation_that_does_not_take_part_sends_nothing()
    {
        var deposit = new DepositPosition("position-9", Bakery, "OPERATIONS", true, "运营专员", 3, Origin.NewDemand, Today);
        Books.When(deposit, ByBakery).Accepted.Facts.ShouldNotBeEmpty();
        foreach (var standing in new[] { OrganisationStanding.Suspended, OrganisationStanding.Departed, OrganisationStanding.Merged })
            Books.When(deposit, ByBakery with { Standing = standing }).ThenRefused("organisation-inactive");
    }

    [Fact]
    public void Who_acts_for_an_organisation_that_does_not_take_part_sees_only_its_own()
    {
        var suspended = ByBakery with { Standing = OrganisationStanding.Suspended };
        Sees(ByBakery, OpenPositions.Model, OfPosition(Silk)).ShouldBeTrue();
        Sees(suspended, OpenPositions.Model, OfPosition(Silk)).ShouldBeFalse();
        Sees(suspended, OpenPositions.Model, OfPosition(Bakery)).ShouldBeTrue();
        AccessTable.Documents.Where(row => row.Grants.Count > 0 && row.Within(suspended) is [] != (row.Model.Columns.Count == 0)).ShouldBeEmpty();
    }

    private static bool Sees(Actor actor, DocumentModel model, object document) =>
        AccessTable.Of(model).Within(actor).All(condition => InMemoryReadModels.Holds(model, condition, document));

    private static PositionRequirement OfPosition(string enterprise) => new("position-1", enterprise, "OPERATIONS", true, "运营", Origin.NewDemand, Today, 3, 0, 0, null);

    private static Organisation StateOf(Scenario scenario) => scenario.Streams[Bakery].Aggregate(Organisation.Unknown, (state, fact) => state.Evolve(fact));
}
