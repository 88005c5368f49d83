using System.Globalization;
using TalentBank.Access;
using TalentBank.Parties;
using TalentBank.Server.SignIn;

namespace TalentBank.Server.Demo;

/// <summary>
/// The demo zone's own <see cref="FindDevSubject"/>: <c>as=enterprise&amp;org=17</c> (or the organisation's id; the first if not
/// said), <c>&amp;person=2</c> for another of its members; <c>as=student&amp;person=2</c>.
/// </summary>
public static class DemoPersons
{
    public static ValueTask<string?> Find(DevPersonRequest request, CancellationToken cancellation) => ValueTask.FromResult(request.As switch
    {
        "student" => request.Org is null && Number(request.Person) is { } number && number <= DemoTalents.Count ? DemoTalents.SubjectOf(number) : null,
        "auditor" => Subject(OrganisationKind.Government, request, member => member.Roles.Contains(Role.Auditor)),
        "chamber" => Subject(OrganisationKind.Chamber, request),
        "government" => Subject(OrganisationKind.Government, request),
        "zone" => Subject(OrganisationKind.ZoneOperator, request),
        "university" => Subject(OrganisationKind.University, request),
        "enterprise" => Subject(OrganisationKind.Enterprise, request),
        _ => null,
    });

    private static string? Subject(OrganisationKind kind, DevPersonRequest request, Func<DemoMember, bool>? only = null)
    {
        var parties = DemoParties.Of(kind).ToList();
        var party = parties.Find(party => party.Id == request.Org) ?? (Number(request.Org) is { } org ? parties.ElementAtOrDefault(org - 1) : null);
        return party is not null && Number(request.Person) is { } person
            ? party.Members.Where(only ?? (_ => true)).ElementAtOrDefault(person - 1)?.Subject
            : null;
    }

    /// <summary>Counted from 1, which is meant where nothing is said; null where it is no number.</summary>
    private static int? Number(string? text) =>
        text is null ? 1 : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number : null;
}
