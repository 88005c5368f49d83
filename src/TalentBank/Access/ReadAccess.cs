using TalentBank.EventStore.ReadModels;
using TalentBank.Parties;

namespace TalentBank.Access;

/// <summary>One row of the access table: who may read a read model, and which of its documents.</summary>
public sealed record ReadAccess(DocumentModel Model, IReadOnlyList<ReadAccess.Grant> Grants)
{
    /// <summary>Everybody who is signed in.</summary>
    public static readonly Grant All = new(null, null, Talents: false, Everybody: true);

    /// <param name="Kind">Which kind of organisation.</param>
    /// <param name="Column">The column that must hold the actor's organisation or talent; null: all documents.</param>
    /// <param name="Talents">Whether it is talents who are granted, not organisations.</param>
    /// <param name="Everybody">Whether everybody is.</param>
    public sealed record Grant(OrganisationKind? Kind, string? Column, bool Talents, bool Everybody);

    /// <summary>The conditions under which the actor sees documents: all must hold; an impossible one where they see none.</summary>
    public IReadOnlyList<Condition> Within(Actor actor)
    {
        if (actor == Actor.Bank)
            return [];
        var grants = actor.IsNewcomer ? [] : Grants.Where(grant => Concerns(grant, actor)).Select(grant => actor.IsActive ? grant : Narrowed(grant, actor)).OfType<Grant>().ToList();
        if (grants.Any(grant => grant.Column is null))
            return [];
        return grants.Count == 0
            ? [new Condition(Model.Columns[0].Name, Comparison.In, [])]
            : [.. grants.Take(1).Select(grant => new Condition(grant.Column!, Comparison.In, [grant.Talents ? actor.Talent : actor.Organisation]))];
    }

    public static ReadAccess Read(DocumentModel model, params IReadOnlyList<Grant> grants) => new(model, grants);

    public static Grant Any(OrganisationKind kind) => new(kind, null, Talents: false, Everybody: false);

    /// <summary>Documents whose column holds the actor's organisation.</summary>
    public static Grant Theirs(OrganisationKind kind, string column) => new(kind, column, Talents: false, Everybody: false);

    /// <summary>Documents whose column holds the talent that the actor is.</summary>
    public static Grant TheTalents(string column) => new(null, column, Talents: true, Everybody: false);

    /// <summary>Documents whose column holds the actor's organisation, of whichever kind.</summary>
    public static Grant Own(string column) => new(null, column, Talents: false, Everybody: false);

    private static bool Concerns(Grant grant, Actor actor) =>
        grant.Everybody || (grant.Talents ? actor.Talent is not null : actor.Kind is not null && (grant.Kind is null || grant.Kind == actor.Kind));

    /// <summary>
    /// What is left of a grant to who acts for an organisation that does not take part: its own documents, and what has no columns,
    /// since that is the zone's own (its name, rules, targets); null: nothing.
    /// </summary>
    private Grant? Narrowed(Grant grant, Actor actor)
    {
        // What has no columns is nobody's.
        if (grant.Column is not null || Model.Columns.Count == 0)
            return grant;
        var own = Model == Organisations.Model ? "id" : Wording.Code(actor.Kind!.Value).ToLowerInvariant();
        return Model.Columns.Any(column => column.Name == own) ? grant with { Column = own, Everybody = false } : null;
    }
}
