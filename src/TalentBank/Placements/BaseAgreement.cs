using TalentBank.Parties;

namespace TalentBank.Placements;

/// <summary>A practice base (实践基地): a university and an enterprise agree on so many students a year for a term; it holds once both have signed.</summary>
/// <param name="Terms">What was proposed; null where the stream does not exist.</param>
/// <param name="SignedBy">Which of the two have signed.</param>
/// <param name="SignedOn">When the second signed; null before.</param>
/// <param name="EndedOn">When one of them ended it before its term.</param>
public sealed record BaseAgreement(BaseAgreementProposed? Terms, IReadOnlyList<OrganisationKind> SignedBy, DateOnly? SignedOn, DateOnly? EndedOn) : IState<BaseAgreement>
{
    public static BaseAgreement Unknown { get; } = new(null, [], null, null);

    public static IReadOnlyList<string> Nouns { get; } = ["base-agreement"];

    public static StreamOf<BaseAgreement> Stream(string baseId) => new(baseId);

    /// <summary>Whether it holds on a day.</summary>
    public bool HoldsOn(DateOnly day) => SignedOn <= day && Terms!.StartsOn <= day && day <= Terms.EndsOn && !(EndedOn < day);

    /// <summary>Who has not signed yet; null where nobody is waited for.</summary>
    public OrganisationKind? WaitsFor => Terms is null || SignedOn is not null || EndedOn is not null ? null
        : SignedBy.Contains(OrganisationKind.University) ? OrganisationKind.Enterprise : OrganisationKind.University;

    public BaseAgreement Evolve(Fact fact) => fact switch
    {
        BaseAgreementProposed it => new BaseAgreement(it, [it.By], null, null),
        BaseAgreementSigned it => this with { SignedBy = [.. SignedBy, it.By], SignedOn = it.Effective },
        BaseAgreementEnded it => this with { EndedOn = it.Effective },
        _ => this,
    };
}

/// <param name="BaseId">The base.</param>
/// <param name="UniversityId">One party.</param>
/// <param name="EnterpriseId">The other.</param>
/// <param name="By">Which of them proposed it, and so signed first.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Capacity">Students a year.</param>
/// <param name="StartsOn">The term's first day.</param>
/// <param name="EndsOn">The term's last day.</param>
/// <param name="Effective">When it was proposed.</param>
[Stored("base_agreement_proposed")]
public sealed record BaseAgreementProposed(
    string BaseId, string UniversityId, string EnterpriseId, OrganisationKind By, string Name, int Capacity, DateOnly StartsOn, DateOnly EndsOn, DateOnly Effective) : Fact;

[Stored("base_agreement_signed")]
public sealed record BaseAgreementSigned(string BaseId, OrganisationKind By, DateOnly Effective) : Fact;

/// <param name="BaseId">The base.</param>
/// <param name="By">Which of them ended it.</param>
/// <param name="Reason">Why.</param>
/// <param name="Effective">Its last day.</param>
[Stored("base_agreement_ended")]
public sealed record BaseAgreementEnded(string BaseId, OrganisationKind By, string Reason, DateOnly Effective) : Fact;
