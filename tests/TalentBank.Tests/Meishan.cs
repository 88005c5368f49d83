using TalentBank.Access;
using TalentBank.Parties;
using TalentBank.Talents;
using TalentBank.Tests.Rules;

namespace TalentBank.Tests;

/// <summary>A small Meishan: a zone, one or two of each party, two students; fictitious.</summary>
internal static class Meishan
{
    public static readonly DateOnly Today = new(2026, 6, 1);
    public static readonly DateOnly Opened = new(2025, 1, 1);

    public static readonly Text Name = new("眉山综试区", "Meishan Pilot Zone");

    public static readonly IReadOnlyList<Category> Categories =
    [
        new("OPERATIONS", new("运营", "Operations")),
        new("DESIGN", new("设计", "Design")),
        new("SUPPLY_CHAIN", new("供应链", "Supply chain")),
        new("OTHERS", new("其他", "Others")),
    ];

    public const string Chamber = "chamber-51511400MJQ000001R";
    public const string Government = "government-115114000080000017";
    public const string ZoneOperator = "zone-operator-91511400MA0000001G";
    public const string Bakery = "enterprise-91511400MA6000001M";
    public const string Silk = "enterprise-91511400MA6000002Q";
    public const string Minjiang = "university-12511400450000001A";
    public const string Emei = "university-12511400450000002D";
    public const string Li = "talent-0000000a-0000-7000-8000-000000000000";
    public const string Wang = "talent-0000000b-0000-7000-8000-000000000000";

    public static readonly Actor ByChamber = For(OrganisationKind.Chamber, Chamber);
    public static readonly Actor ByGovernment = For(OrganisationKind.Government, Government);
    public static readonly Actor ByZoneOperator = For(OrganisationKind.ZoneOperator, ZoneOperator);
    public static readonly Actor ByBakery = For(OrganisationKind.Enterprise, Bakery);
    public static readonly Actor BySilk = For(OrganisationKind.Enterprise, Silk);
    public static readonly Actor ByMinjiang = For(OrganisationKind.University, Minjiang);
    public static readonly Actor ByEmei = For(OrganisationKind.University, Emei);

    /// <summary>A student of Minjiang.</summary>
    public static readonly Actor ByLi = new("member-li", null, null, [], Li);

    /// <summary>A student of Emei.</summary>
    public static readonly Actor ByWang = new("member-wang", null, null, [], Wang);

    /// <summary>The zone is open and everybody is in its books.</summary>
    public static readonly Scenario Books = Scenario.Empty
        .Given(Zone.Stream.Name, new ZoneOpened(Name, "Asia/Shanghai", Categories, Opened))
        .Given(Chamber, Registered(Chamber, OrganisationKind.Chamber))
        .Given(Government, Registered(Government, OrganisationKind.Government))
        .Given(ZoneOperator, Registered(ZoneOperator, OrganisationKind.ZoneOperator))
        .Given(Bakery, Registered(Bakery, OrganisationKind.Enterprise))
        .Given(Silk, Registered(Silk, OrganisationKind.Enterprise))
        .Given(Minjiang, Registered(Minjiang, OrganisationKind.University))
        .Given(Emei, Registered(Emei, OrganisationKind.University))
        .Given(Li, Student(Li, Minjiang))
        .Given(Wang, Student(Wang, Emei));

    public static Actor For(OrganisationKind kind, string organisation, params IReadOnlyList<Role> roles) =>
        new($"member-of-{organisation}", kind, organisation, roles is [] ? [Role.Maker] : roles, null);

    private static OrganisationRegistered Registered(string id, OrganisationKind kind) => new(id, kind, id, Code(id), null, null, Opened);

    private static Uscc Code(string id) => Uscc.Parse(id[(id.LastIndexOf('-') + 1)..], out var problem) ?? throw new InvalidOperationException(problem);

    private static TalentRegistered Student(string id, string university) =>
        new(id, Personal.Of(id, "演示学生"), Personal.Of(id, "13800000000"), null, university, Opened);
}
