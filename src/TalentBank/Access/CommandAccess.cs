using TalentBank.Parties;

namespace TalentBank.Access;

/// <summary>One row of the access table: who may send a command. An auditor sends nothing, a trainer only what names their role.</summary>
public sealed record CommandAccess(Type Command, IReadOnlyList<CommandAccess.Grant> Grants)
{
    /// <summary>Whoever acts for an organisation of this kind (null: any), if the thing is theirs.</summary>
    /// <param name="Kind">Which kind of organisation; null: any.</param>
    /// <param name="Owner">Whose thing the command concerns: an organisation's or talent's id, null where it does not exist; no function: anybody's.</param>
    /// <param name="Talents">Whether it is talents who are granted, not organisations.</param>
    /// <param name="Role">Which role they must have; null: any but trainer and auditor.</param>
    public sealed record Grant(OrganisationKind? Kind, Func<Command, States, string?>? Owner, bool Talents, Role? Role = null);

    /// <summary>Why the actor may not send the command; null where they may. A thing of another answers as one that does not exist.</summary>
    public Refusal? Refusal(Actor actor, Command command, States states)
    {
        if (actor == Actor.Bank)
            return null;
        var grants = Grants.Where(grant => Concerns(grant, actor)).ToList();
        if (grants.Count == 0)
            return new Refusal("not-allowed", null, []);
        if (!actor.IsActive)
            return new Refusal("organisation-inactive", null, []);
        return grants.Any(grant => grant.Owner is null || (grant.Owner(command, states) is { } owner && owner == (grant.Talents ? actor.Talent : actor.Organisation)))
            ? null
            : new Refusal("not-found", null, []);
    }

    public static CommandAccess Send<TCommand>(params IReadOnlyList<Grant> grants)
        where TCommand : Command => new(typeof(TCommand), grants);

    public static Grant By(OrganisationKind kind) => new(kind, null, Talents: false);

    public static Grant ByOwn<TCommand>(Func<TCommand, States, string?> owner)
        where TCommand : Command => new(null, (command, states) => owner((TCommand)command, states), Talents: false);

    public static Grant ByOwn<TCommand>(OrganisationKind kind, Func<TCommand, States, string?> owner)
        where TCommand : Command => new(kind, (command, states) => owner((TCommand)command, states), Talents: false);

    public static Grant ByOwn<TCommand>(Role role, Func<TCommand, States, string?> owner)
        where TCommand : Command => new(null, (command, states) => owner((TCommand)command, states), Talents: false, role);

    public static Grant ByTalent<TCommand>(Func<TCommand, States, string?> owner)
        where TCommand : Command => new(null, (command, states) => owner((TCommand)command, states), Talents: true);

    private static bool Concerns(Grant grant, Actor actor) => grant.Talents
        ? actor.Talent is not null
        : actor.Kind is not null && (grant.Kind is null || grant.Kind == actor.Kind) && actor.Roles.Any(role => grant.Role is null ? role is not (Role.Trainer or Role.Auditor) : role == grant.Role);
}
