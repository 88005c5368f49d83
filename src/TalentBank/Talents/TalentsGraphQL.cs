using TalentBank.Parties;

namespace TalentBank.Talents;

/// <summary>The fields of <c>talents.graphql</c>.</summary>
public static class TalentsGraphQL
{
    public static readonly IReadOnlyList<Binding> Bindings =
    [
        Binding.Show("Query.talent", TalentAccounts.Model),
        Binding.List("Query.talents", TalentAccounts.Model),
        Binding.Send<RegisterTalent>("registerTalent"),
        Binding.ShowResult("RegisterTalentPayload.talent", TalentAccounts.Model),
        Binding.Ask("RegisterTalentPayload.talentId", asked => Question.Answer(((Payload)asked.Parent!).Result)),
        Binding.Send<IssueTalentLink>("issueTalentLink"),
        Binding.ShowResult("IssueTalentLinkPayload.link", Links.Model),
        Binding.Show<TalentAccount>("Talent.university", Organisations.Model, talent => talent.UniversityId),
    ];
}
