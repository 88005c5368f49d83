using TalentBank.Credits;
using TalentBank.Dues;
using TalentBank.EventStore.ReadModels;
using TalentBank.Fund;
using TalentBank.Hiring;
using TalentBank.Internships;
using TalentBank.Ledger;
using TalentBank.Parties;
using TalentBank.Placements;
using TalentBank.Policies;
using TalentBank.Positions;
using TalentBank.Reports;
using TalentBank.Running;
using TalentBank.Subsidies;
using TalentBank.Talents;
using TalentBank.Targets;
using TalentBank.Training;

namespace TalentBank;

/// <summary>All of the product, for the host: the capabilities' facts, read models and bindings in one list each.</summary>
public static class Bank
{
    public static readonly FactCatalog Facts = FactCatalog.Of(typeof(Bank).Assembly);

    public static readonly IReadOnlyList<ReadModel> ReadModels =
    [
        BankLedger.Model,
        Zones.Model,
        Organisations.Model,
        Vettings.Model,
        SettingValuesBySetting.Model,
        Links.Model,
        WindowEntries.Model,
        References.Model,
        Depositors.Model,
        TalentAccounts.Model,
        OpenPositions.Model,
        Employments.Model,
        Observations.Model,
        OpenInternships.Model,
        InternshipPlaces.Model,
        PlacementFiles.Model,
        InternCounts.Model,
        TightenedRules.Model,
        BaseAgreements.Model,
        InternOutcomes.Model,
        CreditOffers.Model,
        CreditWithdrawals.Model,
        CreditRuleBooks.Model,
        CreditHoldings.Model,
        StandingLots.Model,
        LotTotals.Model,
        CreditAcceptances.Model,
        CreditRedemptions.Model,
        CreditTransfers.Model,
        CreditDisputes.Model,
        Equivalences.Model,
        TargetPaths.Model,
        ClosedMonths.Model,
        Funds.Model,
        Envelopes.Model,
        TrainingSessions.Model,
        Bookings.Model,
        PolicyLibrary.Model,
        TalentProfiles.Model,
        ChangedObjects.Model,
        UpcomingDues.Model,
    ];

    public static readonly IReadOnlyList<Binding> Bindings =
    [
        .. PartiesGraphQL.Bindings,
        .. TalentsGraphQL.Bindings,
        .. PositionsGraphQL.Bindings,
        .. HiringGraphQL.Bindings,
        .. InternshipsGraphQL.Bindings,
        .. PlacementsGraphQL.Bindings,
        .. CreditsGraphQL.Bindings,
        .. LedgerGraphQL.Bindings,
        .. TargetsGraphQL.Bindings,
        .. ReportsGraphQL.Bindings,
        .. FundGraphQL.Bindings,
        .. TrainingGraphQL.Bindings,
        .. PoliciesGraphQL.Bindings,
        .. SubsidiesGraphQL.Bindings,
        .. RunningGraphQL.Bindings,
    ];

    /// <summary>Which read model shows the object with an id, by the id's noun, and its type in the schema.</summary>
    public static readonly IReadOnlyDictionary<string, (DocumentModel Model, string Type)> Nodes = new Dictionary<string, (DocumentModel, string)>
    {
        ["government"] = (Organisations.Model, "Organisation"),
        ["university"] = (Organisations.Model, "Organisation"),
        ["zone-operator"] = (Organisations.Model, "Organisation"),
        ["enterprise"] = (Organisations.Model, "Organisation"),
        ["chamber"] = (Organisations.Model, "Organisation"),
        ["talent"] = (TalentAccounts.Model, "Talent"),
        ["position"] = (OpenPositions.Model, "PositionRequirement"),
        ["internship"] = (OpenInternships.Model, "Internship"),
        ["base-agreement"] = (BaseAgreements.Model, "BaseAgreement"),
        ["placement"] = (PlacementFiles.Model, "Placement"),
        ["credit-offer"] = (CreditOffers.Model, "CreditOffer"),
        ["credit-withdrawal"] = (CreditWithdrawals.Model, "CreditWithdrawal"),
        ["credit-acceptance"] = (CreditAcceptances.Model, "CreditAcceptance"),
        ["credit-redemption"] = (CreditRedemptions.Model, "CreditRedemption"),
        ["credit-transfer"] = (CreditTransfers.Model, "CreditTransfer"),
        ["credit-dispute"] = (CreditDisputes.Model, "CreditDispute"),
        ["equivalence"] = (Equivalences.Model, "Equivalence"),
        ["employment"] = (Employments.Model, "Employment"),
        ["fund"] = (Funds.Model, "Fund"),
        ["envelope"] = (Envelopes.Model, "Envelope"),
        ["session"] = (TrainingSessions.Model, "TrainingSession"),
        ["policy"] = (PolicyLibrary.Model, "Policy"),
    };
}
