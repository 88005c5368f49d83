using TalentBank.Ledger;
using TalentBank.Parties;
using TalentBank.Positions;
using TalentBank.Targets;

namespace TalentBank.Hiring;

/// <summary>The fields of <c>hiring.graphql</c>.</summary>
public static class HiringGraphQL
{
    public static readonly IReadOnlyList<Binding> Bindings =
    [
        Binding.Show("Query.employment", Employments.Model),
        Binding.List("Query.employments", Employments.Model),
        Binding.Show<EmploymentRecord>("Employment.enterprise", Organisations.Model, employment => employment.EnterpriseId),
        Binding.Show<EmploymentRecord>("Employment.positionRequirement", OpenPositions.Model, employment => employment.PositionId),
        Binding.Ask("Query.leavers", asked => OwnOrAll(asked, enterpriseId => Leavers.Ask(Standpoint.Of(asked), enterpriseId, asked.Today))),
        Binding.Ask("Query.retention", asked => OwnOrAll(asked, enterpriseId => Retention.Ask(Standpoint.Of(asked), enterpriseId, asked.Argument<DateOnly?>("hiredSince"), asked.Today))),
        Binding.Send<RecordStaff>("recordStaff"),
        Binding.ShowResult("RecordStaffPayload.enterprise", Organisations.Model),
        Binding.Send<RecordHire>("recordHire"),
        Binding.ShowResult("RecordHirePayload.employment", Employments.Model),
        Binding.Send<EndEmployment>("endEmployment"),
        Binding.ShowResult("EndEmploymentPayload.employment", Employments.Model),
    ];

    /// <summary>Small counts say who it was: the zone's figures are for the chamber and the government, an enterprise asks for its own.</summary>
    private static Question<T> OwnOrAll<T>(Asked asked, Func<string?, Question<T>> ask)
    {
        var enterpriseId = asked.Argument<string>("enterpriseId") ?? (asked.Actor.Kind is OrganisationKind.Enterprise ? asked.Actor.Organisation : null);
        return Turnover.IsOpenTo(asked.Actor, enterpriseId) ? ask(enterpriseId) : Question.Refuse<T>("not-found", "enterpriseId", ("id", enterpriseId));
    }
}
