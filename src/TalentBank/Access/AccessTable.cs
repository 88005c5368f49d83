using TalentBank.Credits;
using TalentBank.Dues;
using TalentBank.EventStore.ReadModels;
using TalentBank.Fund;
using TalentBank.Hiring;
using TalentBank.Internships;
using TalentBank.Parties;
using TalentBank.Placements;
using TalentBank.Policies;
using TalentBank.Positions;
using TalentBank.Reports;
using TalentBank.Running;
using TalentBank.Talents;
using TalentBank.Targets;
using TalentBank.Training;
using static TalentBank.Access.CommandAccess;
using static TalentBank.Access.ReadAccess;
using static TalentBank.Parties.OrganisationKind;

namespace TalentBank.Access;

/// <summary>
/// Who may do what: every command, every read model and every root question has one row. The API and the pages go
/// through the same rows. Another's thing answers <c>not-found</c>, as if it did not exist.
/// </summary>
public static class AccessTable
{
    /// <summary>Who may send which command, and for whose things.</summary>
    public static readonly IReadOnlyList<CommandAccess> Commands =
    [
        //                                who                 for whose things
        Send<OpenZone>(),                                     // only the bank itself, at installation
        Send<MeetDue>(),                                      // only the bank itself, when a day comes
        Send<RegisterOrganisation>(      By(Chamber)),
        Send<VetOrganisation>(           By(Chamber)),
        Send<AskDomainProof>(            By(Chamber)),
        Send<ConfirmDomain>(             By(Chamber)),
        Send<RenameOrganisation>(        By(Chamber)),
        Send<SuspendOrganisation>(       By(Chamber)),
        Send<ReinstateOrganisation>(     By(Chamber)),
        Send<DepartOrganisation>(        By(Chamber)),
        Send<RejoinOrganisation>(        By(Chamber)),
        Send<MergeOrganisation>(         By(Chamber)),
        Send<DeclareRelation>(           By(Chamber), ByOwn<DeclareRelation>(Enterprise, (command, _) => command.OrganisationId)),
        Send<EndRelation>(               By(Chamber)),
        Send<ChangeSetting>(             By(Chamber)),
        Send<AddMember>(                 By(Chamber)),
        Send<IssueLink>(                 By(Chamber), ByOwn<IssueLink>(Role.Maker, (command, _) => command.OrganisationId)),
        Send<IssueTalentLink>(           By(Chamber), ByOwn<IssueTalentLink>(University, (command, states) => states.Of(Talent.Stream(command.TalentId)).UniversityId)),
        Send<RevokeLink>(                By(Chamber), ByOwn<RevokeLink>((command, states) => states.Of(Link.Stream(command.LinkId)).OrganisationId)),
        Send<RedeemLink>(                Oneself),            // whoever holds the secret
        Send<ConfirmEntry>(              ByOwn<ConfirmEntry>((command, states) => PrincipalOf(command.EntryId, states)), ByTalent<ConfirmEntry>((command, states) => PrincipalOf(command.EntryId, states))),
        Send<ContestEntry>(              ByOwn<ContestEntry>((command, states) => PrincipalOf(command.EntryId, states)), ByTalent<ContestEntry>((command, states) => PrincipalOf(command.EntryId, states))),
        Send<PromiseDeposit>(            OnBehalf(Chamber), ByOwn<PromiseDeposit>((command, _) => command.OrganisationId)),
        Send<NudgeDepositor>(            By(Chamber)),
        Send<SettleEntry>(               By(Chamber)),
        Send<RemoveMember>(              By(Chamber), ByOwn<RemoveMember>((command, _) => command.OrganisationId)),
        Send<RegisterTalent>(            By(Chamber), ByOwn<RegisterTalent>(University, (command, _) => command.UniversityId)),
        Deposit<DepositPosition>(        OnBehalf(Chamber), ByOwn<DepositPosition>(Enterprise, (command, _) => command.EnterpriseId)),
        Send<ChangeOpenings>(            OnBehalf(Chamber), ByOwn<ChangeOpenings>(Enterprise, (command, states) => states.Of(Position.Stream(command.PositionId)).EnterpriseId)),
        Send<ClosePosition>(             OnBehalf(Chamber), ByOwn<ClosePosition>(Enterprise, (command, states) => states.Of(Position.Stream(command.PositionId)).EnterpriseId)),
        Send<RecordStaff>(               OnBehalf(Chamber), ByOwn<RecordStaff>(Enterprise, (command, _) => command.EnterpriseId)),
        Send<RecordHire>(                OnBehalf(Chamber), ByOwn<RecordHire>(Enterprise, (command, _) => command.EnterpriseId)),
        Send<EndEmployment>(             OnBehalf(Chamber), ByOwn<EndEmployment>(Enterprise, (command, states) => states.Of(Employment.Stream(command.EmploymentId)).Job?.EnterpriseId)),
        Deposit<DepositInternship>(      OnBehalf(Chamber), ByOwn<DepositInternship>(Enterprise, (command, _) => command.EnterpriseId)),
        Send<WithdrawPlace>(             OnBehalf(Chamber), ByTalent<WithdrawPlace>((command, _) => command.TalentId)),
        Send<GiveBackPlace>(             OnBehalf(Chamber), ByTalent<GiveBackPlace>((command, _) => command.TalentId)),
        Send<AskIfNeeded>(),                                  // only the bank itself, month by month
        Send<ConfirmNeed>(               OnBehalf(Chamber), ByOwn<ConfirmNeed>(Enterprise, (command, states) => states.Of(Position.Stream(command.PositionId)).EnterpriseId)),
        Send<SuspendPosition>(),                              // only the bank itself, when nobody answered
        Send<RecordSchoolKind>(          By(Chamber)),
        Send<PlanPlacement>(             ByOwn<PlanPlacement>(University, (command, states) => states.Of(Internship.Stream(command.InternshipId)).Holders.GetValueOrDefault(command.TalentId)?.Place.UniversityId)),
        Send<ProvePlacement>(            By(Chamber), ByOwn<ProvePlacement>(University, (command, states) => PlanOf(command.PlacementId, states)?.UniversityId), ByOwn<ProvePlacement>(Enterprise, (command, states) => PlanOf(command.PlacementId, states)?.Place.EnterpriseId), ByTalent<ProvePlacement>((command, states) => PlanOf(command.PlacementId, states)?.Place.TalentId)),
        Send<DepartFromRule>(            ByOwn<DepartFromRule>(University, (command, states) => PlanOf(command.PlacementId, states)?.UniversityId)),
        Send<FileExemption>(             ByOwn<FileExemption>(University, (command, states) => PlanOf(command.PlacementId, states)?.UniversityId)),
        Send<StartPlacement>(            ByOwn<StartPlacement>(University, (command, states) => PlanOf(command.PlacementId, states)?.UniversityId)),
        Send<ExtendPlacement>(           ByOwn<ExtendPlacement>(University, (command, states) => PlanOf(command.PlacementId, states)?.UniversityId)),
        Send<EndPlacement>(              ByOwn<EndPlacement>(University, (command, states) => PlanOf(command.PlacementId, states)?.UniversityId), ByOwn<EndPlacement>(Enterprise, (command, states) => PlanOf(command.PlacementId, states)?.Place.EnterpriseId)),
        Send<TightenRule>(               By(Chamber)),
        Send<ProposeBaseAgreement>(       ByOwn<ProposeBaseAgreement>(University, (command, _) => command.UniversityId), ByOwn<ProposeBaseAgreement>(Enterprise, (command, _) => command.EnterpriseId)),
        Send<SignBaseAgreement>(          ByOwn<SignBaseAgreement>(University, (command, states) => states.Of(BaseAgreement.Stream(command.BaseId)).Terms?.UniversityId), ByOwn<SignBaseAgreement>(Enterprise, (command, states) => states.Of(BaseAgreement.Stream(command.BaseId)).Terms?.EnterpriseId)),
        Send<EndBaseAgreement>(           ByOwn<EndBaseAgreement>(University, (command, states) => states.Of(BaseAgreement.Stream(command.BaseId)).Terms?.UniversityId), ByOwn<EndBaseAgreement>(Enterprise, (command, states) => states.Of(BaseAgreement.Stream(command.BaseId)).Terms?.EnterpriseId)),
        Deposit<PostPracticalCredits>(   ByOwn<PostPracticalCredits>(University, (command, _) => command.UniversityId)),
        Send<WithdrawCredits>(           OnBehalf(Chamber), ByTalent<WithdrawCredits>((command, _) => command.TalentId)),
        Send<AttestCompletion>(          ByOwn<AttestCompletion>(University, (command, states) => states.Of(CreditWithdrawal.Stream(command.WithdrawalId)).Practice?.UniversityId)),
        Send<ConfirmCompletion>(         ByOwn<ConfirmCompletion>(Enterprise, (command, states) => states.Of(CreditWithdrawal.Stream(command.WithdrawalId)).Practice?.EnterpriseId)),
        Send<GiveBackCredits>(           OnBehalf(Chamber), ByTalent<GiveBackCredits>((command, states) => states.Of(CreditWithdrawal.Stream(command.WithdrawalId)).Practice?.TalentId)),
        Send<ProvideEvidence>(           ByOwn<ProvideEvidence>(University, (command, states) => PracticeOf(command.WithdrawalId, states)?.UniversityId), ByOwn<ProvideEvidence>(Enterprise, (command, states) => PracticeOf(command.WithdrawalId, states)?.EnterpriseId), ByTalent<ProvideEvidence>((command, states) => PracticeOf(command.WithdrawalId, states)?.TalentId)),
        Send<LogHours>(                  OnBehalf(Chamber), ByTalent<LogHours>((command, states) => PracticeOf(command.WithdrawalId, states)?.TalentId)),
        Send<SignHours>(                 ByOwn<SignHours>(Enterprise, (command, states) => PracticeOf(command.WithdrawalId, states)?.EnterpriseId)),
        Send<OpenDispute>(               OnBehalf(Chamber), ByTalent<OpenDispute>((command, states) => PracticeOf(command.WithdrawalId, states)?.TalentId)),
        Send<DecideDispute>(             By(Chamber)),
        Send<LapseDispute>(),                                 // only the bank itself, when a day comes
        Send<LapseCredits>(),
        Send<EndCreditOffer>(),
        Send<ExpireCredits>(),
        Send<DefineCreditUnit>(          By(Chamber), ByOwn<DefineCreditUnit>(University, (command, _) => command.UniversityId)),
        Send<PublishCreditRule>(         By(Chamber), ByOwn<PublishCreditRule>(University, (command, _) => command.UniversityId)),
        Send<AcceptCredits>(             ByOwn<AcceptCredits>(University, (command, _) => command.UniversityId)),
        Send<RedeemCredits>(             OnBehalf(Chamber), ByTalent<RedeemCredits>((command, _) => command.TalentId)),
        Send<RequestTransfer>(           OnBehalf(Chamber), ByTalent<RequestTransfer>((command, _) => command.TalentId)),
        Send<ConsentToTransfer>(         ByOwn<ConsentToTransfer>(University, (command, _) => command.UniversityId)),
        Send<ReverseTransfer>(           OnBehalf(Chamber), ByOwn<ReverseTransfer>(University, (command, states) => states.Of(CreditTransfer.Stream(command.TransferId)).Asked?.ToUniversityId), ByTalent<ReverseTransfer>((command, states) => states.Of(CreditTransfer.Stream(command.TransferId)).Asked?.TalentId)),
        Send<ProposeEquivalence>(        ByOwn<ProposeEquivalence>(University, (command, _) => command.UniversityId)),
        Send<AnswerEquivalence>(         ByOwn<AnswerEquivalence>(University, (command, _) => command.UniversityId)),
        Send<PublishDemandSurvey>(       By(Chamber)),
        Send<SetTarget>(                 By(Chamber)),
        Send<CloseMonth>(                By(Chamber)),
        Send<OpenFund>(                  By(Government)),
        Send<ScheduleSession>(           By(ZoneOperator)),
        Send<BookSeat>(                  ByOwn<BookSeat>(Enterprise, (command, states) => states.Of(Employment.Stream(command.EmploymentId)).Job?.EnterpriseId)),
        Send<RecordAttendance>(          By(ZoneOperator), ByOwn<RecordAttendance>(Role.Trainer, (command, states) => states.Of(Session.Stream(command.SessionId)).ProviderId)),
        Send<CompleteSession>(           By(ZoneOperator)),
        Send<CancelSession>(             By(ZoneOperator)),
        Send<PublishPolicy>(             By(Government)),
    ];

    /// <summary>Who may read which read model, and whose documents of it.</summary>
    public static readonly IReadOnlyList<ReadAccess> Documents =
    [
        Read(UpcomingDues.Model),        // the bank's own
        Read(Zones.Model,                All),
        Read(Organisations.Model,        All),
        Read(Vettings.Model,             Any(Chamber), Any(Government), Own("organisation")),
        Read(Links.Model,                Any(Chamber), Own("organisation")),
        Read(WindowEntries.Model,        Any(Chamber), Own("principal"), TheTalents("principal")),
        Read(Depositors.Model,           Any(Chamber), Any(Government), Own("id")),
        Read(References.Model,           Any(Chamber), Own("party")),
        Read(SettingValuesBySetting.Model, All),
        Read(ChangedObjects.Model),      // nobody as a whole: asked through what changed since
        Read(TalentAccounts.Model,       Theirs(University, "university"), TheTalents("id")),
        Read(OpenPositions.Model,        All),
        Read(Employments.Model,          Any(Chamber), Any(Government), Theirs(Enterprise, "enterprise"), TheTalents("talent")),
        Read(Observations.Model),        // nobody as a whole: asked through rates
        Read(OpenInternships.Model,       All),
        Read(InternshipPlaces.Model,     Any(Chamber), Theirs(Enterprise, "enterprise"), Theirs(University, "university"), TheTalents("talent")),
        Read(PlacementFiles.Model,       Any(Chamber), Theirs(University, "university"), Theirs(Enterprise, "enterprise"), TheTalents("talent")),
        Read(InternCounts.Model),        // nobody as a whole: asked through a placement's gate
        Read(TightenedRules.Model,       All),
        Read(BaseAgreements.Model,        All),
        Read(InternOutcomes.Model),      // nobody as a whole: asked through rates
        Read(CreditOffers.Model,         All),
        Read(CreditWithdrawals.Model,    Theirs(University, "university"), Theirs(Enterprise, "enterprise"), TheTalents("talent")),
        Read(CreditRuleBooks.Model),     // nobody as a whole: asked through creditRules
        Read(CreditHoldings.Model),      // nobody as a whole: asked through a credit account
        Read(StandingLots.Model,         Theirs(University, "university"), TheTalents("talent")),
        Read(LotTotals.Model),           // nobody as a whole: asked through conservation
        Read(CreditAcceptances.Model,    All),
        Read(CreditRedemptions.Model,    Theirs(University, "university"), TheTalents("talent")),
        Read(CreditTransfers.Model,      Any(Chamber), Theirs(University, "turn_of"), TheTalents("talent")),
        Read(CreditDisputes.Model,       Any(Chamber), Theirs(University, "university"), Theirs(Enterprise, "enterprise"), TheTalents("talent")),
        Read(Equivalences.Model,         All),
        Read(TargetPaths.Model,          All),
        Read(ClosedMonths.Model),        // nobody as a whole: asked through monthly reports
        Read(Funds.Model,                Any(Government), Any(Chamber), Any(ZoneOperator)),
        Read(Envelopes.Model,            Any(Government), Any(Chamber), Any(ZoneOperator)),
        Read(TrainingSessions.Model,     All),
        Read(Bookings.Model,             Any(ZoneOperator), Theirs(Enterprise, "enterprise"), Theirs(University, "provider"), TheTalents("talent")),
        Read(PolicyLibrary.Model,        All),
        Read(TalentProfiles.Model),      // nobody as a whole: asked through eligibility
    ];

    /// <summary>Who may ask which question; questions answered from documents go through the rows above.</summary>
    public static readonly IReadOnlyDictionary<string, IReadOnlyList<OrganisationKind>?> Questions = new Dictionary<string, IReadOnlyList<OrganisationKind>?>
    {
        ["Query.zone"] = Everybody,
        ["Query.me"] = Everybody,
        ["Depositor.timeliness"] = Everybody,
        ["Depositor.dormant"] = Everybody,
        ["Query.roleMatrix"] = Everybody,
        ["Query.zoneSettings"] = Everybody,
        ["SettingValues.value"] = Everybody,
        ["Query.talentGap"] = Everybody,
        ["Query.turnover"] = Everybody,
        ["Query.changes"] = Everybody,
        ["TalentGap.because"] = [Chamber, Government, ZoneOperator],
        ["Query.monthlyReport"] = [Chamber, Government, ZoneOperator],
        ["GapClosure.hires"] = [Chamber, Government, ZoneOperator],
        ["GapClosure.because"] = [Chamber, Government, ZoneOperator],
        ["CategoryGap.because"] = [Chamber, Government, ZoneOperator],
        ["Turnover.because"] = [Chamber, Government],
        ["TurnoverRate.because"] = Everybody, // null but for the chamber, the government and the enterprise whose rate it is
        ["TurnoverRate.becauseOfDenominator"] = Everybody,
        ["Query.creditAccount"] = Everybody, // null but for those who may read the talent's account
        ["CreditAccount.becauseOfEarned"] = Everybody,
        ["CreditAccount.becauseOfPending"] = Everybody,
        ["Query.creditRules"] = Everybody,
        ["Query.conservation"] = Everybody,
        ["Change.becauseOfPeriod"] = [Chamber, Government, ZoneOperator],
        ["Change.becauseOfLateNews"] = [Chamber, Government, ZoneOperator],
        ["Fund.balance"] = [Government, Chamber, ZoneOperator],
        ["Envelope.balance"] = [Government, Chamber, ZoneOperator],
        ["Query.internshipRules"] = Everybody,
        ["Query.proofItems"] = Everybody,
        ["Query.ruleTightenings"] = Everybody,
        ["BaseAgreement.outcomes"] = Everybody, // null but for its parties, the chamber and the government
        ["Query.internshipToHire"] = [Chamber, Government, ZoneOperator, University, Enterprise],
        ["Query.policyAttributes"] = Everybody,
        ["Query.changesSince"] = Everybody, // each what they may see
        ["Query.readModels"] = [Chamber, Government, ZoneOperator],
        ["Query.eligibility"] = Everybody, // for whom, the question itself decides
    };

    /// <summary>Why the actor may not ask a question, though their kind may; null where they may. What belongs to a document is asked through that.</summary>
    public static Refusal? Barred(string field, Actor actor) =>
        field is "Query.me" or "Query.zone" || !field.StartsWith("Query.", StringComparison.Ordinal) ? null
        : actor.IsNewcomer ? new Refusal("no-membership", null, [])
        : actor.IsActive ? null
        : new Refusal("organisation-inactive", null, []);

    /// <summary>The row of a read model.</summary>
    public static ReadAccess Of(DocumentModel model) => Documents.Single(row => row.Model == model);

    private static IReadOnlyList<OrganisationKind>? Everybody => null;

    private static string? PrincipalOf(string entryId, States states) => states.Of(WindowEntry.Stream(entryId)).Entered?.PrincipalId;

    private static Practice? PracticeOf(string withdrawalId, States states) => states.Of(CreditWithdrawal.Stream(withdrawalId)).Practice;

    private static PlacementPlanned? PlanOf(string placementId, States states) => states.Of(Placement.Stream(placementId)).Plan;
}
