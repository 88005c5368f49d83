using TalentBank.Internships;
using TalentBank.Ledger;
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
        Binding.Show("Query.baseAgreement", BaseAgreements.Model),
        Binding.List("Query.baseAgreements", BaseAgreements.Model),
        Binding.Show<BaseAgreementEntry>("BaseAgreement.university", Organisations.Model, entry => entry.UniversityId),
        Binding.Show<BaseAgreementEntry>("BaseAgreement.enterprise", Organisations.Model, entry => entry.EnterpriseId),
        Binding.Ask("BaseAgreement.outcomes", asked => Outcomes((BaseAgreementEntry)asked.Parent!, asked)),
        Binding.Send<ProposeBaseAgreement>("proposeBaseAgreement"),
        Binding.ShowResult("ProposeBaseAgreementPayload.baseAgreement", BaseAgreements.Model),
        Binding.Send<SignBaseAgreement>("signBaseAgreement"),
        Binding.ShowResult("SignBaseAgreementPayload.baseAgreement", BaseAgreements.Model),
        Binding.Send<EndBaseAgreement>("endBaseAgreement"),
        Binding.ShowResult("EndBaseAgreementPayload.baseAgreement", BaseAgreements.Model),
        Binding.Ask("Query.internshipToHire", InternsHired),
    ];

    /// <summary>Only the parties and the chamber learn what came of a base.</summary>
    private static Question<BaseYear?> Outcomes(BaseAgreementEntry entry, Asked asked) =>
        asked.Actor == Actor.Bank || asked.Actor.Kind is OrganisationKind.Chamber or OrganisationKind.Government || asked.Actor.Organisation == entry.UniversityId || asked.Actor.Organisation == entry.EnterpriseId
            ? entry.Outcomes(asked.Argument<int?>("year") ?? asked.Today.Year).Select(year => (BaseYear?)year)
            : Question.Answer<BaseYear?>(null);

    /// <summary>Twelve months to the day asked for; a university or an enterprise learns its own rate alone.</summary>
    private static Question<Rate> InternsHired(Asked asked)
    {
        var standpoint = Standpoint.Of(asked);
        var until = standpoint.AsOf ?? asked.Today;
        return !Dates.Askable(until)
            ? Question.Refuse<Rate>("date-out-of-range", "asOf", ("date", until))
            : InternshipToHire.Ask(
                standpoint with { AsOf = until },
                until.AddYears(-1).AddDays(1),
                until,
                asked.Actor.Kind is OrganisationKind.University ? asked.Actor.Organisation : null,
                asked.Actor.Kind is OrganisationKind.Enterprise ? asked.Actor.Organisation : null);
    }
}
