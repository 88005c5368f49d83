using TalentBank.Parties;

namespace TalentBank.Positions;

/// <summary>The fields of <c>positions.graphql</c>.</summary>
public static class PositionsGraphQL
{
    public static readonly IReadOnlyList<Binding> Bindings =
    [
        Binding.Show("Query.positionRequirement", OpenPositions.Model),
        Binding.List("Query.positionRequirements", OpenPositions.Model),
        Binding.Show<PositionRequirement>("PositionRequirement.enterprise", Organisations.Model, position => position.EnterpriseId),
        Binding.Send<DepositPosition>("depositPosition"),
        Binding.ShowResult("DepositPositionPayload.positionRequirement", OpenPositions.Model),
        Binding.Send<ChangeOpenings>("changeOpenings"),
        Binding.ShowResult("ChangeOpeningsPayload.positionRequirement", OpenPositions.Model),
        Binding.Send<ClosePosition>("closePosition"),
        Binding.ShowResult("ClosePositionPayload.positionRequirement", OpenPositions.Model),
        Binding.Send<ConfirmNeed>("confirmNeed"),
        Binding.ShowResult("ConfirmNeedPayload.positionRequirement", OpenPositions.Model),
    ];
}
