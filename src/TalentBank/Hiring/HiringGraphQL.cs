using TalentBank.Parties;
using TalentBank.Positions;

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
        Binding.Send<RecordStaff>("recordStaff"),
        Binding.ShowResult("RecordStaffPayload.enterprise", Organisations.Model),
        Binding.Send<RecordHire>("recordHire"),
        Binding.ShowResult("RecordHirePayload.employment", Employments.Model),
        Binding.Send<EndEmployment>("endEmployment"),
        Binding.ShowResult("EndEmploymentPayload.employment", Employments.Model),
    ];
}
