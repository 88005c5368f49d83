namespace TalentBank.Parties;

/// <summary>The fields of <c>parties.graphql</c>, and <c>zone</c> and <c>me</c>.</summary>
public static class PartiesGraphQL
{
    public static readonly IReadOnlyList<Binding> Bindings =
    [
        Binding.Ask("Query.zone", _ => Question.Document(Zones.Model, Zones.Key)),
        Binding.Ask("Query.me", asked => Question.Answer(asked.Actor)),
        Binding.Show<Actor>("Me.organisation", Organisations.Model, actor => actor.Organisation),
        Binding.Ask("Me.talentId", asked => Question.Answer(((Actor)asked.Parent!).Talent)),
        Binding.Show("Query.organisation", Organisations.Model),
        Binding.List("Query.organisations", Organisations.Model),
        Binding.Send<RegisterOrganisation>("registerOrganisation"),
        Binding.ShowResult("RegisterOrganisationPayload.organisation", Organisations.Model),
        Binding.Send<AddMember>("addMember"),
        Binding.Ask("AddMemberPayload.memberId", asked => Question.Answer(((Payload)asked.Parent!).Result)),
        Binding.Send<RemoveMember>("removeMember"),
        Binding.Ask("RemoveMemberPayload.memberId", asked => Question.Answer(((Payload)asked.Parent!).Result)),
    ];
}
