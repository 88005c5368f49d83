using TalentBank.Access;
using TalentBank.Parties;
using TalentBank.Server.Commands;

namespace TalentBank.Server.SignIn;

/// <summary>
/// What the signed-in person may act as: the token says who, the bank says for whom (design, section 6). Read from the log
/// itself: a change of memberships, or of the organisation's standing, is in force at once on the server that made it, on others
/// after <see cref="Staleness"/>.
/// </summary>
public sealed class Actors(HotStates states)
{
    /// <summary>How long a membership that was ended elsewhere may still be acted on. A member is read from the log so often, not for every request.</summary>
    public static readonly TimeSpan Staleness = TimeSpan.FromSeconds(2);

    /// <param name="zone">In whose bank.</param>
    /// <param name="person">Who signed in.</param>
    /// <param name="actingFor">The organisation or talent account to act for (header <c>Acting-For</c>); null: the only one.</param>
    /// <param name="cancel">Stops waiting.</param>
    /// <returns>The actor, or why there is none: <c>acting-for-unknown</c>, <c>acting-for-missing</c>. Who belongs nowhere yet is a newcomer.</returns>
    public async ValueTask<(Actor? Actor, string? Problem)> Find(string zone, SignedIn person, string? actingFor, CancellationToken cancel)
    {
        var memberId = Member.IdOf(person.Issuer, person.Subject);
        var (found, problem) = Choose(memberId, await states.Current(zone, Member.Stream(memberId), Staleness, cancel), actingFor);
        if (found?.Organisation is not { } organisation)
            return (found, problem);
        var acted = await states.Current(zone, Organisation.Stream(organisation), Staleness, cancel);
        return (found with { Standing = acted.Standing }, null);
    }

    /// <summary>The same for several, by two round trips for all; null in place of whoever may act so no more.</summary>
    public async ValueTask<IReadOnlyList<Actor?>> Find(string zone, IReadOnlyList<Actor> actors, CancellationToken cancel)
    {
        var members = await states.Current(zone, [.. actors.Select(actor => Member.Stream(actor.Member))], cancel);
        var organisations = await states.Current(zone, [.. actors.Select(actor => actor.Organisation).OfType<string>().Select(Organisation.Stream)], cancel);
        return
        [
            .. actors.Select(actor => Choose(actor.Member, members[actor.Member], actor.Organisation ?? actor.Talent).Actor)
                .Select(actor => actor?.Organisation is { } organisation ? actor with { Standing = organisations[organisation].Standing } : actor),
        ];
    }

    private static (Actor? Actor, string? Problem) Choose(string memberId, Member member, string? actingFor)
    {
        var all = member.Memberships.Select(membership => new Actor(memberId, membership.Kind, membership.OrganisationId, membership.Roles, null)).ToList();
        if (member.TalentId is { } talent)
            all.Add(new Actor(memberId, null, null, [], talent));
        return (all, actingFor) switch
        {
            ([], null) => (Actor.Newcomer(memberId), null),
            ([var only], null) => (only, null),
            (_, null) => (null, "acting-for-missing"),
            _ => all.FirstOrDefault(actor => actingFor == actor.Organisation || actingFor == actor.Talent) is { } chosen ? (chosen, null) : (null, "acting-for-unknown"),
        };
    }
}
