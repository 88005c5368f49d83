using System.Text.Json;
using TalentBank.GraphQL.Language;

namespace TalentBank.Server.Api;

/// <summary>
/// What is said once for all of the schema: the description of whatever bears a name that means the same wherever it stands
/// (Relay's pages, filters and orders, payloads, ids, the two clocks), unless its file describes it.
/// </summary>
public static class SharedDescriptions
{
    private static readonly Dictionary<string, string> Arguments = new()
    {
        ["id"] = "As given in the object's `id`.",
        ["input"] = "What the command takes.",
        ["filter"] = "What they have in common; default: nothing.",
        ["orderBy"] = "The first decides, the next among equals.",
        ["first"] = "So many from the start, or after `after`: 1 to 100, default 20.",
        ["after"] = "A cursor: the page follows it.",
        ["last"] = "So many from the end, or before `before`: 1 to 100; not with `first`.",
        ["before"] = "A cursor: the page precedes it.",
        ["asOf"] = "The day that is asked about; default: today in the zone.",
        ["knownAt"] = "The instant whose knowledge is asked for; default: all that is known.",
    };

    private static readonly Dictionary<string, string> Fields = new()
    {
        ["id"] = "As `node(id:)` takes it.",
        ["commandId"] = "Sent again with the same id, a command changes nothing and gives its first outcome.",
        ["asOf"] = "The day that it is about.",
        ["knownAt"] = "The instant whose knowledge it is from; null: all that is known.",
        ["known"] = "False before the first fact: figures are then 0 because nothing is known.",
        ["position"] = "The log position that includes it.",
        ["errors"] = "Why it was refused; empty where accepted.",
        ["because"] = "The entries that it is made of.",
        ["category"] = "The zone's code: `OPERATIONS`.",
        ["key"] = "Whether it is a key position (关键岗位).",
        ["tier"] = "The training tier.",
        ["talentId"] = "The talent's account (a pseudonym).",
        ["by"] = "What decides.",
        ["direction"] = "Which end comes first.",
        ["edges"] = "What is on the page, each with its cursor.",
        ["nodes"] = "What is on the page.",
        ["pageInfo"] = "Where the page stands in its whole.",
        ["totalCount"] = "How many there are on all pages; counted only when asked for.",
        ["node"] = "The object itself.",
        ["cursor"] = "Its place in this order, opaque: for `after` and `before`.",
        ["zh"] = "In Chinese.",
        ["en"] = "In English.",
    };

    private static readonly (string Ending, Func<string, string> Describe)[] Types =
    [
        ("OrderField", type => $"What a list of {type} can be ordered by."),
        ("Connection", type => $"A page of a list (Relay): each is a {type}."),
        ("Edge", type => $"A {type} on a page."),
        ("Filter", type => $"What is to hold for each {type} of a list; all that is given holds at once."),
        ("Order", type => $"What puts a list of {type} in order."),
        ("Input", type => $"What `{JsonNamingPolicy.CamelCase.ConvertName(type)}` takes."),
        ("Payload", type => $"The outcome of `{JsonNamingPolicy.CamelCase.ConvertName(type)}`."),
    ];

    /// <summary>Null where nothing is said for all.</summary>
    public static string? Of(SchemaCoordinate coordinate) => coordinate switch
    {
        { IsDirective: true } => null,
        { Argument: { } argument } => Arguments.GetValueOrDefault(argument) ?? OfId(argument),
        { Member: { } member } when coordinate.Name.EndsWith("Filter", StringComparison.Ordinal) => OfFilter(member),
        { Member: { } member } when coordinate.Name.EndsWith("OrderField", StringComparison.Ordinal) => $"By `{CamelCase(member)}`.",
        { Member: { } member } => Fields.GetValueOrDefault(member) ?? OfId(member) ?? (IsPayload(coordinate.Name) ? "As it is after the command; null where refused." : null),
        _ => OfType(coordinate.Name),
    };

    private static string? OfType(string name) => Types
        .Where(type => name.Length > type.Ending.Length && name.EndsWith(type.Ending, StringComparison.Ordinal))
        .Select(type => type.Describe(name[..^type.Ending.Length]))
        .FirstOrDefault();

    /// <summary><c>enterpriseId</c>: the enterprise's <c>id</c>.</summary>
    private static string? OfId(string name) => name.EndsWith("Id", StringComparison.Ordinal) ? $"The {Words(name[..^"Id".Length])}'s `id`." : null;

    private static string OfFilter(string member)
    {
        foreach (var (ending, says) in new[] { ("AtLeast", "is this or more"), ("AtMost", "is this or less"), ("Contains", "contains this") })
        {
            if (member.EndsWith(ending, StringComparison.Ordinal))
                return $"Only where the {Words(member[..^ending.Length])} {says}.";
        }

        return $"Only where `{member}` is this; of several, one of these.";
    }

    private static bool IsPayload(string type) => type.EndsWith("Payload", StringComparison.Ordinal);

    /// <summary><c>PLACES_LEFT</c>: the field <c>placesLeft</c>.</summary>
    private static string CamelCase(string constant) =>
        JsonNamingPolicy.CamelCase.ConvertName(string.Concat(constant.Split('_').Select(word => word[0] + word[1..].ToLowerInvariant())));

    private static string Words(string name) => JsonNamingPolicy.SnakeCaseLower.ConvertName(name).Replace('_', ' ');
}
