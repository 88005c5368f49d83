using TalentBank.Server.SignIn;
using TalentBank.Talents;

namespace TalentBank.Server.Demo;

/// <summary>
/// The students of the demo zone, two of each university. Nobody bears these names: each ends in 「（演示）」; no operator has
/// been given the numbers 154; mail to example.com reaches nobody (RFC 2606).
/// </summary>
internal static class DemoTalents
{
    private static readonly IReadOnlyList<string> Names =
    [
        "林一凡", "周小满", "古丽娜尔·艾山", "李𠮷", "欧阳知夏", "陈予安", "王子涵", "赵清和", "黄橙", "吴念竹",
        "徐望舒", "孙若谷", "胡蓝", "朱云起", "高远舟", "何苗苗", "郭青禾", "马知秋", "罗一川", "梁晚晴",
        "宋初一", "郑临江", "谢朝阳", "韩小雨", "唐果", "冯春生", "于海", "董思远", "萧笛", "程立夏",
        "曹书言", "袁满", "邓可", "许愿", "傅星河", "沈岷", "曾念慈", "彭山月", "吕行", "苏眉",
    ];

    public static int Count => Names.Count;

    public static string IdOf(int number) => Draw.Id("talent", SubjectOf(number));

    public static string SubjectOf(int number) => $"demo-student-{number}";

    public static IEnumerable<DemoStep> Steps() =>
        from number in Enumerable.Range(1, Count)
        let university = DemoParties.Universities[(number - 1) / 2]
        let subject = SubjectOf(number)
        select new DemoStep($"talent/{subject}", university.Actor, new RegisterTalent(
            IdOf(number),
            $"{Names[number - 1]}（演示）",
            $"154000000{number:00}",
            number % 2 == 0 ? $"student-{number}@example.com" : null,
            university.Id,
            DevIssuer.Issuer,
            subject));
}
