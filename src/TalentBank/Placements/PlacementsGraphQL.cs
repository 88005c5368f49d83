using TalentBank.Internships;
using TalentBank.Parties;

namespace TalentBank.Placements;

/// <summary>The fields of <c>placements.graphql</c>.</summary>
public static class PlacementsGraphQL
{
    public static readonly IReadOnlyList<Binding> Bindings =
    [
        Binding.Show("Query.placement", PlacementFiles.Model),
        Binding.List("Query.placements", PlacementFiles.Model),
        Binding.Ask("Query.internshipRules", _ => Question.Answer(InternshipRule.All)),
        Binding.Ask("Query.proofItems", _ => Question.Answer(ProofItem.All)),
        Binding.Ask("Query.ruleTightenings", _ => Question.Document(TightenedRules.Model, RuleTightenings.Stream.Name).Select(it => (IReadOnlyList<RuleTightened>)(it?.All ?? []))),
        Binding.Show<PlacementRecord>("Placement.internship", OpenInternships.Model, placement => placement.InternshipId),
        Binding.Show<PlacementRecord>("Placement.enterprise", Organisations.Model, placement => placement.EnterpriseId),
        Binding.Show<PlacementRecord>("Placement.university", Organisations.Model, placement => placement.UniversityId),
        Binding.Ask("Placement.gate", asked => ((PlacementRecord)asked.Parent!).Gate()),
        Binding.Ask("RuleVerdict.rule", asked => Question.Answer(InternshipRule.Find(((RuleVerdict)asked.Parent!).RuleId)!)),
        Binding.Send<RecordSchoolKind>("recordSchoolKind"),
        Binding.ShowResult("RecordSchoolKindPayload.university", Organisations.Model),
        Binding.Send<PlanPlacement>("planPlacement"),
        Binding.ShowResult("PlanPlacementPayload.placement", PlacementFiles.Model),
        Binding.Send<ProvePlacement>("provePlacement"),
        Binding.ShowResult("ProvePlacementPayload.placement", PlacementFiles.Model),
        Binding.Send<DepartFromRule>("departFromRule"),
        Binding.ShowResult("DepartFromRulePayload.placement", PlacementFiles.Model),
        Binding.Send<FileExemption>("fileExemption"),
        Binding.ShowResult("FileExemptionPayload.placement", PlacementFiles.Model),
        Binding.Send<StartPlacement>("startPlacement"),
        Binding.ShowResult("StartPlacementPayload.placement", PlacementFiles.Model),
        Binding.Send<ExtendPlacement>("extendPlacement"),
        Binding.ShowResult("ExtendPlacementPayload.placement", PlacementFiles.Model),
        Binding.Send<EndPlacement>("endPlacement"),
        Binding.ShowResult("EndPlacementPayload.placement", PlacementFiles.Model),
        Binding.Send<TightenRule>("tightenRule"),
    ];
}
