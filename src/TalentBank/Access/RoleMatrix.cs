using TalentBank.Parties;

namespace TalentBank.Access;

/// <summary>Who may send a command: the access table's row, as an answer.</summary>
/// <param name="Command">Its name, as the mutation's.</param>
/// <param name="Permissions">Each by itself is enough; none: only the bank itself sends it.</param>
public sealed record PermittedCommand(string Command, IReadOnlyList<Permission> Permissions);

/// <summary>Somebody who may send a command.</summary>
/// <param name="Party">Which kind of organisation; null: any, or talents.</param>
/// <param name="Talents">Whether it is talents in their own name.</param>
/// <param name="Roles">One of these roles is needed; empty for talents and whoever signed in.</param>
/// <param name="Whose">For whose things.</param>
public sealed record Permission(OrganisationKind? Party, bool Talents, IReadOnlyList<Role> Roles, Whose Whose);

/// <summary>For whose things a command may be sent.</summary>
public enum Whose
{
    Anybodys,
    Own,
    OnBehalf,
}

/// <summary>The role matrix: the rows of <see cref="AccessTable.Commands"/>, which the commands themselves go through.</summary>
public static class RoleMatrix
{
    private static readonly IReadOnlyList<Role> Usual = [.. Enum.GetValues<Role>().Except([Role.Trainer, Role.Auditor])];

    public static readonly IReadOnlyList<PermittedCommand> Rows =
    [
        .. from row in AccessTable.Commands
           let name = row.Command.Name
           select new PermittedCommand(
               char.ToLowerInvariant(name[0]) + name[1..],
               [.. row.Grants.Select(grant => new Permission(grant.Kind, grant.Talents, RolesOf(grant), WhoseOf(grant)))]),
    ];

    private static IReadOnlyList<Role> RolesOf(CommandAccess.Grant grant) =>
        grant.Talents || grant.Everybody ? [] : grant.Role is { } role ? [role] : Usual;

    private static Whose WhoseOf(CommandAccess.Grant grant) =>
        grant.ForOthers ? Whose.OnBehalf : grant.Owner is null && !grant.Everybody ? Whose.Anybodys : Whose.Own;
}
