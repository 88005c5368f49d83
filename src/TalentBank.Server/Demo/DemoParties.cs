using System.Globalization;
using TalentBank.Access;
using TalentBank.Parties;
using TalentBank.Server.SignIn;

namespace TalentBank.Server.Demo;

/// <summary>
/// The organisations of the demo zone: how many of each kind is the field study's; names and codes are made up and say so.
/// Coined words may still coincide with a real company's, so every name ends in 「（演示）」.
/// </summary>
internal static class DemoParties
{
    // Regions by GB/T 2260; the words of the names by the region's own trades.
    private static readonly IReadOnlyList<(string Name, string Region)> Places =
        [("眉山", "511400"), ("眉山天府新区", "511400"), ("东坡", "511402"), ("彭山", "511403"), ("仁寿", "511421"), ("青神", "511425")];

    private static readonly IReadOnlyList<string> Marks =
        ["岷禾", "竹澜", "蜀岚屿", "泮川", "橘汀", "青筥", "沐篁", "坛予", "蓉岷洲", "远舸", "云箬", "丹橙里", "篾语", "江口渡", "澄岷"];

    private static readonly IReadOnlyList<string> Trades = ["竹艺", "食品", "电子商务", "供应链", "果业", "跨境科技", "进出口"];

    public static readonly DemoParty Chamber = new(
        OrganisationKind.Chamber,
        "眉山市进出口商会（演示）",
        Code("51", "511400", 1),
        [new("demo-chamber", "商会经办（演示）", Role.Maker), new("demo-chamber-2", "商会复核（演示）", Role.Checker)]);

    public static readonly DemoParty Government = new(
        OrganisationKind.Government,
        "眉山天府新区商务主管部门（演示）",
        Code("11", "511400", 2),
        [
            new("demo-government", "商务部门经办（演示）", Role.Maker),
            new("demo-government-2", "商务部门审批（演示）", Role.Checker),
            new("demo-auditor", "审计员（演示）", Role.Auditor),
        ]);

    public static readonly DemoParty ZoneOperator = new(
        OrganisationKind.ZoneOperator,
        "眉山天府新区园区运营公司（演示）",
        Code("91", "511400", 3),
        [
            new("demo-zone", "园区经办（演示）", Role.Maker),
            new("demo-zone-2", "园区复核（演示）", Role.Checker),
            new("demo-zone-3", "培训讲师（演示）", Role.Trainer),
        ]);

    public static readonly IReadOnlyList<DemoParty> Universities =
    [
        .. from number in Enumerable.Range(1, 20)
           let name = $"示范院校{(char)('A' + number - 1)}"
           select new DemoParty(
               OrganisationKind.University,
               $"{name}（演示）",
               Code("12", "510000", 100 + number),
               [new($"demo-university-{number}", $"{name}教务（演示）", Role.Maker, Role.Checker)]),
    ];

    public static readonly IReadOnlyList<DemoParty> Enterprises =
    [
        .. from number in Enumerable.Range(1, 47)
           let place = Places[number % Places.Count]
           let name = $"{place.Name}{Marks[number % Marks.Count]}{Trades[number % Trades.Count]}有限公司（演示）"
           select new DemoParty(
               OrganisationKind.Enterprise,
               name,
               Code("91", place.Region, 1000 + number),
               [new($"demo-enterprise-{number}", $"企业{number}负责人（演示）", Role.Maker, Role.Checker)]),
    ];

    private static IEnumerable<DemoParty> All => [Chamber, Government, ZoneOperator, .. Universities, .. Enterprises];

    public static IEnumerable<DemoParty> Of(OrganisationKind kind) => All.Where(party => party.Kind == kind);

    public static IEnumerable<DemoStep> Steps()
    {
        foreach (var party in All)
        {
            // Nobody is there yet who could let the chamber in.
            var by = party == Chamber ? Actor.Bank : Chamber.Actor;
            yield return new DemoStep($"organisation/{party.Id}", by, new RegisterOrganisation(party.Kind, party.Name, party.Uscc, null, null, DemoZone.FirstDay));
            foreach (var member in party.Members)
                yield return new DemoStep($"member/{member.Subject}", by, new AddMember(party.Id, DevIssuer.Issuer, member.Subject, member.Name, member.Roles));
            if (party.Kind is OrganisationKind.Enterprise or OrganisationKind.University)
                yield return new DemoStep($"vetting/{party.Id}", Chamber.Actor, new VetOrganisation(party.Id, VettingDecision.Endorsed, RegisterChecked: true, "实地调研时已核对营业执照与办学许可（演示）", null));
        }
    }

    /// <summary>A valid code that was given to nobody: the organisation code (GB 11714) of nobody begins with DEM0.</summary>
    /// <param name="authority">Who registered it, and as what (GB 32100-2015): 11 an authority, 12 a public institution, 51 an association, 91 a company.</param>
    /// <param name="region">Where (GB/T 2260).</param>
    /// <param name="number">Up to 9999.</param>
    private static Uscc Code(string authority, string region, int number)
    {
        var organisation = string.Create(CultureInfo.InvariantCulture, $"DEM0{number:0000}");
        var first17 = $"{authority}{region}{organisation}{OrganisationCheck(organisation)}";
        return Uscc.Parse(first17 + Uscc.CheckCharacter(first17), out var problem) ?? throw new InvalidOperationException(problem);
    }

    /// <summary>GB 11714: weights 3 7 9 10 5 8 4 2, letters from A = 10, modulus 11; 10 is written X.</summary>
    private static char OrganisationCheck(string eight)
    {
        int[] weights = [3, 7, 9, 10, 5, 8, 4, 2];
        var sum = eight.Zip(weights, (letter, weight) => (char.IsAsciiDigit(letter) ? letter - '0' : letter - 'A' + 10) * weight).Sum();
        return "0X987654321"[sum % 11];
    }
}
