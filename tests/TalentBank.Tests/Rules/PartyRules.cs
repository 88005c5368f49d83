using TalentBank.Access;
using TalentBank.Parties;
using static TalentBank.Tests.Meishan;

namespace TalentBank.Tests.Rules;

public sealed class PartyRules
{
    private const string Code = "91350100M000100Y43";
    private const string Newcomer = $"enterprise-{Code}";
    private static readonly string Chen = Member.IdOf("https://id.example", "chen");

    private static RegisterOrganisation Register => new(OrganisationKind.Enterprise, "演示电商有限公司", Uscc.Parse(Code, out _), null, null, null);

    private static RegisterOrganisation RegisterForeign => new(OrganisationKind.Enterprise, "Demo Pte. Ltd.", null, "SG", "201912345K", null);

    private static AddMember Add => new(Bakery, "https://id.example", "chen", "陈·示范", [Role.Maker, Role.Clerk]);

    [Fact]
    public void A_zone_opens_once()
    {
        var open = new OpenZone(Name, "Asia/Shanghai", Categories);
        Scenario.Empty.When(open).ThenFacts((Zone.Stream.Name, new ZoneOpened(Name, "Asia/Shanghai", Categories, Today)));
        Books.When(open).ThenRefused("zone-already-open");
    }

    [Fact]
    public void A_zone_has_a_known_time_zone() =>
        Scenario.Empty.When(new OpenZone(Name, "Asia/Meishan", Categories)).ThenRefused("time-zone-unknown", "timeZone");

    [Fact]
    public void A_zone_has_1_to_50_categories()
    {
        Scenario.Empty.When(new OpenZone(Name, "UTC", [])).ThenRefused("categories-out-of-range", "categories");
        Scenario.Empty.When(new OpenZone(Name, "UTC", Numbered(51))).ThenRefused("categories-out-of-range", "categories");
        Scenario.Empty.When(new OpenZone(Name, "UTC", Numbered(50))).Accepted.Facts.ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData("")]
    [InlineData("operations")]
    [InlineData("OPERATIONS ")]
    [InlineData("运营")]
    public void A_category_is_known_by_a_code(string code) =>
        Scenario.Empty.When(new OpenZone(Name, "UTC", [new Category(code, Name)])).ThenRefused("category-malformed", "categories");

    [Fact]
    public void A_zone_has_each_category_once() =>
        Scenario.Empty.When(new OpenZone(Name, "UTC", [Categories[0], Categories[0]])).ThenRefused("category-twice", "categories");

    [Fact]
    public void An_organisation_is_known_by_its_code() =>
        Books.When(Register, ByChamber).Answering(Newcomer)
            .ThenFacts((Newcomer, new OrganisationRegistered(Newcomer, OrganisationKind.Enterprise, "演示电商有限公司", Uscc.Parse(Code, out _), null, null, Today)));

    [Fact]
    public void A_foreign_organisation_is_known_by_country_and_register_number() =>
        Books.When(RegisterForeign, ByChamber).Answering("enterprise-SG-201912345K").Accepted.Facts.ShouldHaveSingleItem();

    [Fact]
    public void The_same_organisation_twice_changes_nothing()
    {
        var registered = Books.Given(Register);
        registered.When(Register, ByChamber).Answering(Newcomer).ThenNothing();
        registered.When(Register, ByChamber, Today.AddDays(3)).ThenNothing();
    }

    [Fact]
    public void A_code_that_is_taken_is_not_registered_with_other_details()
    {
        var registered = Books.Given(Register);
        registered.When(Register with { Name = "另一家公司" }, ByChamber).ThenRefused("organisation-already-registered", "uscc");
        registered.When(Register with { JoinedOn = Today.AddDays(-1) }, ByChamber).ThenRefused("organisation-already-registered", "uscc");
        Books.Given(RegisterForeign).When(RegisterForeign with { Name = "Other Ltd." }, ByChamber).ThenRefused("organisation-already-registered", "registerNumber");
    }

    [Fact]
    public void An_organisation_has_either_a_code_or_a_register_number()
    {
        Books.When(Register with { Uscc = null }, ByChamber).ThenRefused("uscc-or-register-number");
        Books.When(Register with { Country = "SG", RegisterNumber = "1234" }, ByChamber).ThenRefused("uscc-or-register-number");
        Books.When(RegisterForeign with { RegisterNumber = null }, ByChamber).ThenRefused("uscc-or-register-number");
    }

    [Theory]
    [InlineData("sg")]
    [InlineData("SGP")]
    [InlineData("SG\n")]
    public void A_country_is_two_capital_letters(string country) =>
        Books.When(RegisterForeign with { Country = country }, ByChamber).ThenRefused("country-unknown", "country");

    [Theory]
    [InlineData("SG", "1")]
    [InlineData("SG", "2019 12345")]
    [InlineData("SG", "201912345K\n")]
    [InlineData("CN", "201912345K")]
    public void A_register_number_is_one_of_another_country(string country, string number) =>
        Books.When(RegisterForeign with { Country = country, RegisterNumber = number }, ByChamber).ThenRefused("register-number-malformed", "registerNumber");

    [Fact]
    public void An_organisations_name_is_one_line() =>
        Books.When(Register with { Name = "演示\n公司" }, ByChamber).ThenRefused("name-out-of-range", "name");

    [Fact]
    public void Nobody_joins_in_two_years() =>
        Books.When(Register with { JoinedOn = Today.AddYears(2) }, ByChamber).ThenRefused("date-out-of-range", "joinedOn");

    [Fact]
    public void A_member_is_known_by_who_their_token_says_they_are() =>
        Books.When(Add, ByChamber).Answering(Chen)
            .ThenFacts((Chen, new MemberAdded(Chen, Bakery, OrganisationKind.Enterprise, [Role.Maker, Role.Clerk], Personal.Of(Chen, "陈·示范"), Today)));

    [Fact]
    public void The_same_member_in_the_same_roles_twice_changes_nothing() =>
        Books.Given(Add).When(Add, ByChamber).Answering(Chen).ThenNothing();

    [Fact]
    public void Other_roles_replace_those_a_member_had() =>
        Books.Given(Add).When(Add with { Roles = [Role.Checker, Role.Checker] }, ByChamber)
            .ThenFacts((Chen, new MemberAdded(Chen, Bakery, OrganisationKind.Enterprise, [Role.Checker], Personal.Of(Chen, "陈·示范"), Today)));

    [Fact]
    public void A_member_has_a_role() =>
        Books.When(Add with { Roles = [] }, ByChamber).ThenRefused("roles-missing", "roles");

    [Fact]
    public void A_members_name_has_2_to_50_characters()
    {
        Books.When(Add with { Name = "陈" }, ByChamber).ThenRefused("name-out-of-range", "name");
        Books.When(Add with { Name = "𠮷野" }, ByChamber).Accepted.Facts.ShouldHaveSingleItem();
    }

    /// <summary>A line break would let two pairs of issuer and subject share an id.</summary>
    [Fact]
    public void Issuer_and_subject_are_one_line_each()
    {
        Books.When(Add with { Issuer = "https://id.example\n" }, ByChamber).ThenRefused("name-out-of-range", "issuer");
        Books.When(Add with { Subject = "x\ny" }, ByChamber).ThenRefused("name-out-of-range", "subject");
        Books.When(Add with { Subject = "" }, ByChamber).ThenRefused("name-out-of-range", "subject");
    }

    [Fact]
    public void Nobody_is_a_member_of_what_does_not_exist() =>
        Books.When(Add with { OrganisationId = "enterprise-none" }, ByChamber).ThenRefused("not-found", "organisationId");

    [Fact]
    public void A_member_can_be_removed() =>
        Books.Given(Add).When(new RemoveMember(Bakery, Chen), ByBakery).ThenFacts((Chen, new MemberRemoved(Chen, Bakery, Today)));

    [Fact]
    public void Only_a_member_can_be_removed()
    {
        Books.When(new RemoveMember(Bakery, Chen), ByBakery).ThenRefused("not-found", "memberId");
        Books.Given(Add).When(new RemoveMember(Silk, Chen), BySilk).ThenRefused("not-found", "memberId");
    }

    [Fact]
    public void A_removed_member_keeps_what_they_are_elsewhere()
    {
        var bank = new InMemoryBank();
        foreach (var organisation in new[] { Bakery, Silk })
        {
            bank.Send(new RegisterOrganisation(OrganisationKind.Enterprise, "演示", Uscc.Parse(organisation["enterprise-".Length..], out _), null, null, null), Today);
            bank.Send(Add with { OrganisationId = organisation }, Today);
        }

        bank.Send(new RemoveMember(Bakery, Chen), Today);
        bank.State(Member.Stream(Chen)).Memberships.ShouldHaveSingleItem().OrganisationId.ShouldBe(Silk);
    }

    private static IReadOnlyList<Category> Numbered(int count) => [.. Enumerable.Range(1, count).Select(number => new Category($"C{number}", Name))];
}
