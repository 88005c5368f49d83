using System.Collections.Frozen;
using TalentBank.Hiring;

namespace TalentBank.Policies;

/// <summary>The catalogue of attributes. An entry stays for ever: published policies name it.</summary>
public static class PolicyAttributes
{
    /// <summary>The code of what somebody without an employment has none of.</summary>
    private const string None = "NONE";

    public static readonly IReadOnlyList<PolicyAttribute> All =
    [
        new(
            "EMPLOYED",
            AttributeType.Flag,
            new Text("是否在综试区企业工作", "Whether the person works for an enterprise of the zone"),
            new Text("统计日期当日有未结束的入职或在职登记", "A hire or opening employment that holds on the day"),
            IsPrivate: false,
            standing => standing.Employment is not null),
        new(
            "EMPLOYED_SINCE",
            AttributeType.Date,
            new Text("到岗日期", "The first day of work"),
            new Text("现岗位的入职登记；未在岗则未知", "The start of the employment that holds on the day; not known without one"),
            IsPrivate: false,
            standing => standing.Employment?.From),
        new(
            "MONTHS_EMPLOYED",
            AttributeType.Number,
            new Text("在现企业连续工作满几个月", "Whole months in the present employment"),
            new Text("自到岗日期起按对应日计算（《民法典》第二百零一条、第二百零二条）；未在岗为0", "From the first day of work to the corresponding day of a later month (Civil Code, articles 201 and 202); 0 without an employment"),
            IsPrivate: false,
            standing => standing.Employment is { } employment ? (decimal)Dates.WholeMonths(employment.From, standing.On) : 0m),
        new(
            "KEY_POSITION",
            AttributeType.Flag,
            new Text("是否在关键岗位", "Whether the person holds a key position"),
            new Text("现岗位的关键岗位标记", "The key flag of the employment that holds on the day"),
            IsPrivate: false,
            standing => standing.Employment is { Key: true }),
        new(
            "EMPLOYMENT_KIND",
            AttributeType.Code,
            new Text("用工形式", "On what terms the person works"),
            new Text("现岗位的用工形式；未在岗为NONE", "The kind of the employment that holds on the day; NONE without one"),
            IsPrivate: false,
            standing => standing.Employment is { } employment ? Wording.Code(employment.Kind) : None,
            (code, _) => IsOneOf<EmploymentKind>(code)),
        new(
            "CATEGORY",
            AttributeType.Code,
            new Text("岗位类别", "The category of the person's position"),
            new Text("现岗位的类别；未在岗为NONE", "The category of the employment that holds on the day; NONE without one"),
            IsPrivate: false,
            standing => standing.Employment?.Category ?? None,
            (code, zone) => code == None || zone.Has(code)),
        new(
            "TIER",
            AttributeType.Code,
            new Text("培训层级", "The person's training tier"),
            new Text("现岗位的层级；未在岗为NONE", "The tier of the employment that holds on the day; NONE without one"),
            IsPrivate: false,
            standing => standing.Employment is { } employment ? Wording.Code(employment.Tier) : None,
            (code, _) => IsOneOf<Tier>(code)),
        new(
            "CREDITS_EARNED",
            AttributeType.Number,
            new Text("已获得的实践学分", "Practical credits earned"),
            new Text("总账“已获得”账户在统计日期的余额", "The balance of the ledger's account earned on the day"),
            IsPrivate: true,
            standing => standing.CreditsEarned),
        new(
            "UNIVERSITY",
            AttributeType.Code,
            new Text("就读或毕业高校", "Where the person studies or studied"),
            new Text("开户时登记的高校；未登记则未知", "The university that registered the account; not known without one"),
            IsPrivate: true,
            standing => standing.Profile.UniversityId,
            (code, _) => code.StartsWith("university-", StringComparison.Ordinal)),
    ];

    private static readonly FrozenDictionary<string, PolicyAttribute> ByCode = All.ToFrozenDictionary(attribute => attribute.Code);

    public static PolicyAttribute? Find(string code) => ByCode.GetValueOrDefault(code);

    private static bool IsOneOf<TEnum>(string code)
        where TEnum : struct, Enum => code == None || Enum.GetValues<TEnum>().Any(value => Wording.Code(value) == code);
}
