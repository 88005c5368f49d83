using TalentBank.Parties;

namespace TalentBank.Access;

/// <summary>Who acts: a person in one organisation's name, or a talent in their own.</summary>
/// <param name="Member">The pseudonymous id of the signed-in person.</param>
/// <param name="Kind">The kind of the organisation acted for; null for a talent.</param>
/// <param name="Organisation">The organisation acted for; null for a talent.</param>
/// <param name="Roles">What the person is in that organisation; empty for a talent.</param>
/// <param name="Talent">The talent's own account; null for somebody acting for an organisation.</param>
/// <param name="Standing">How the organisation stands: who acts for one that does not take part sends nothing and sees only its own.</param>
public sealed record Actor(
    string Member, OrganisationKind? Kind, string? Organisation, IReadOnlyList<Role> Roles, string? Talent, OrganisationStanding Standing = OrganisationStanding.Active)
{
    public bool IsActive => Standing is OrganisationStanding.Active;

    /// <summary>Signed in, but neither a member nor a talent: they can only redeem a link.</summary>
    public bool IsNewcomer => Kind is null && Talent is null && this != Bank;

    public static Actor Newcomer(string member) => new(member, null, null, [], null);

    /// <summary>The bank itself: the demo zone, a lapse.</summary>
    public static readonly Actor Bank = new("bank", null, null, [], null);
}

/// <summary>What a member is in their organisation.</summary>
public enum Role
{
    /// <summary>Prepares and enters (经办).</summary>
    Maker,

    /// <summary>Checks and approves what others made (复核、审批).</summary>
    Checker,

    /// <summary>Enters what others bring.</summary>
    Clerk,

    /// <summary>Holds training sessions.</summary>
    Trainer,

    /// <summary>Reads all, changes nothing.</summary>
    Auditor,
}
