using TalentBank.Parties;

namespace TalentBank.Access;

/// <summary>One row of the access table: who may send a command. An auditor sends nothing, a trainer only what names their role.</summary>
public sealed record CommandAccess(Type Command, IReadOnlyList<CommandAccess.Grant> Grants)
{
    /// <summary>Whether what it makes may carry the depositor's own number (外部编号).</summary>
    public bool TakesReference { get; init; }

    /// <summary>Whoever acts for an organisation of this kind (null: any), if the thing is theirs.</summary>
    /// <param name="Kind">Which kind of organisation; null: any.</param>
    /// <param name="Owner">Whose thing the command concerns: an organisation's or talent's id, null where it does not exist; no function: anybody's.</param>
    /// <param name="Talents">Whether it is talents who are granted, not organisations.</param>
    /// <param name="Role">Which role they must have; null: any but trainer and auditor.</param>
    /// <param name="ForOthers">Whether it is entered on behalf of the owner that another grant of the row names.</param>
    /// <param name="Everybody">Whoever signed in, in their own name.</param>
    public sealed record Grant(OrganisationKind? Kind, Func<Command, States, string?>? Owner, bool Talents, Role? Role = null, bool ForOthers = false, bool Everybody = false);

    /// <summary>Whether somebody may send it on behalf of another, with reason and paper.</summary>
    public bool TakesOnBehalf => Grants.Any(grant => grant.ForOthers);

    /// <summary>On whose behalf the actor sends the command: an organisation or a talent; null where in their own name.</summary>
    public string? PrincipalOf(Actor actor, Command command, States states)
    {
        var grants = actor == Actor.Bank ? [] : Grants.Where(grant => Concerns(grant, actor)).ToList();
        return grants.Any(grant => grant.ForOthers) && !grants.Any(grant => !grant.ForOthers && Covers(grant, actor, command, states))
            ? OwnerOf(command, states)
            : null;
    }

    /// <summary>Whose thing the command concerns: an organisation or a talent; null where no grant asks.</summary>
    public string? OwnerOf(Command command, States states) =>
        Grants.Where(grant => grant.Owner is not null).Select(grant => grant.Owner!(command, states)).FirstOrDefault(owner => owner is not null);

    /// <summary>Why the actor may not send the command; null where they may. A thing of another answers as one that does not exist.</summary>
    public Refusal? Refusal(Actor actor, Command command, States states)
    {
        if (actor == Actor.Bank)
            return null;
        var grants = Grants.Where(grant => Concerns(grant, actor)).ToList();
        if (grants.Count == 0)
            return new Refusal(actor.IsNewcomer ? "no-membership" : "not-allowed", null, []);
        if (!actor.IsActive)
            return new Refusal("organisation-inactive", null, []);
        return grants.Any(grant => Covers(grant, actor, command, states))
            ? null
            : new Refusal("not-found", null, []);
    }

    public static CommandAccess Send<TCommand>(params IReadOnlyList<Grant> grants)
        where TCommand : Command => new(typeof(TCommand), grants);

    /// <summary>A deposit: what it makes may carry the depositor's own number.</summary>
    public static CommandAccess Deposit<TCommand>(params IReadOnlyList<Grant> grants)
        where TCommand : Command => Send<TCommand>(grants) with { TakesReference = true };

    public static Grant By(OrganisationKind kind) => new(kind, null, Talents: false);

    /// <summary>At the chamber's window: on behalf of the organisation or talent whose thing it is (代办).</summary>
    public static Grant OnBehalf(OrganisationKind kind) => new(kind, null, Talents: false, ForOthers: true);

    /// <summary>Whoever signed in, in their own name.</summary>
    public static readonly Grant Oneself = new(null, null, Talents: false, Everybody: true);

    public static Grant ByOwn<TCommand>(Func<TCommand, States, string?> owner)
        where TCommand : Command => new(null, (command, states) => owner((TCommand)command, states), Talents: false);

    public static Grant ByOwn<TCommand>(OrganisationKind kind, Func<TCommand, States, string?> owner)
        where TCommand : Command => new(kind, (command, states) => owner((TCommand)command, states), Talents: false);

    public static Grant ByOwn<TCommand>(Role role, Func<TCommand, States, string?> owner)
        where TCommand : Command => new(null, (command, states) => owner((TCommand)command, states), Talents: false, role);

    public static Grant ByTalent<TCommand>(Func<TCommand, States, string?> owner)
        where TCommand : Command => new(null, (command, states) => owner((TCommand)command, states), Talents: true);

    private static bool Covers(Grant grant, Actor actor, Command command, States states) =>
        grant.Owner is null || (grant.Owner(command, states) is { } owner && owner == (grant.Talents ? actor.Talent : actor.Organisation));

    private static bool Concerns(Grant grant, Actor actor) => grant.Everybody || (grant.Talents
        ? actor.Talent is not null
        : actor.Kind is not null && (grant.Kind is null || grant.Kind == actor.Kind) && actor.Roles.Any(role => grant.Role is null ? role is not (Role.Trainer or Role.Auditor) : role == grant.Role));
}
