using System.Collections.Concurrent;
using System.Reflection;
using TalentBank.EventStore.ReadModels;

namespace TalentBank.Running;

/// <summary>An object of the bank with its last change, for who keeps a copy of it elsewhere.</summary>
/// <param name="Id">As <c>node(id:)</c> takes it.</param>
/// <param name="Noun">What its id begins with.</param>
/// <param name="Position">The log position of the last fact in its stream.</param>
/// <param name="Fact">That fact's stored name.</param>
/// <param name="Effective">From which day on the fact holds.</param>
/// <param name="RecordedAt">When it was recorded.</param>
/// <param name="Enterprise">Whose it is, as far as its facts say.</param>
/// <param name="University">The same of a university.</param>
/// <param name="Talent">The same of a talent.</param>
public sealed record ChangedObject(
    string Id, string Noun, long Position, string Fact, DateOnly Effective, DateTimeOffset RecordedAt, string? Enterprise, string? University, string? Talent)
{
    /// <summary>Its type in the schema.</summary>
    public string Type => Bank.Nodes[Noun].Type;
}

/// <summary>A page of what changed.</summary>
/// <param name="Objects">Each once, by its last change, in the order of the log.</param>
/// <param name="Cursor">Where the next page, or the next day's first, begins.</param>
/// <param name="HasMore">Whether more has changed already.</param>
public sealed record ChangesSince(IReadOnlyList<ChangedObject> Objects, long Cursor, bool HasMore)
{
    private const int DefaultFirst = 50;
    private const int MostFirst = 100;

    /// <summary>
    /// What changed after a log position and the asker may see, by the same rows as the objects themselves. A page costs one
    /// indexed query for what their kind sees as a whole, and one per way in which something can be theirs, at most four.
    /// </summary>
    public static Question<ChangesSince> Ask(Asked asked)
    {
        var since = asked.Argument<long?>("cursor") ?? 0;
        var first = asked.Argument<int?>("first") ?? DefaultFirst;
        if (first is < 1 or > MostFirst)
            return Question.Refuse<ChangesSince>("page-out-of-range", "first", ("first", first), ("most", MostFirst));
        return Parts(asked.Actor)
            .Select(part => Question.Documents(ChangedObjects.Model, new DocumentQuery(
                [new Condition("position", Comparison.AtLeast, [since + 1]), .. part], [new Order("position")], First: first + 1) { BothSides = false }))
            .Aggregate(Question.Answer<IReadOnlyList<ChangedObject>>([]), (all, one) => all.With(one, (before, more) => (IReadOnlyList<ChangedObject>)[.. before, .. more]))
            .With(Question.Position(), (found, position) => Page([.. found.OrderBy(changed => changed.Position)], first, Math.Max(since, position)));
    }

    private static ChangesSince Page(IReadOnlyList<ChangedObject> found, int first, long position) => found.Count > first
        ? new ChangesSince([.. found.Take(first)], found[first - 1].Position, true)
        : new ChangesSince(found, position, false);

    /// <summary>The nouns of which the actor sees all, then those of which they see their own, by the column that says whose they are.</summary>
    private static IEnumerable<IReadOnlyList<Condition>> Parts(Actor actor) =>
        from noun in Bank.Nodes
        let within = AccessTable.Of(noun.Value.Model).Within(actor)
        where within is [] || (within is [{ Values.Count: > 0 } own] && ChangedObjects.Model.Columns.Any(column => column.Name == own.Column))
        group noun.Key by within is [var one] ? (one.Column, Own: one.Values[0]) : (null, null) into nouns
        select (IReadOnlyList<Condition>)
        [
            new Condition("noun", Comparison.In, [.. nouns]),
            .. nouns.Key.Column is { } column ? new[] { new Condition(column, Comparison.In, [nouns.Key.Own]) } : [],
        ];
}

/// <summary>Read model: one document per object that <c>node(id:)</c> shows.</summary>
public static class ChangedObjects
{
    private static readonly ConcurrentDictionary<Type, PropertyInfo[]> Properties = new();

    public static readonly DocumentModel<ChangedObject> Model = new(
        "changed_objects",
        1,
        keys: recorded => NounOf(recorded.Stream) is null ? [] : [recorded.Stream],
        fold: (id, known, recorded) => new ChangedObject(
            id, NounOf(id)!, recorded.Position, recorded.Type, ((Fact)recorded.Body).Effective, recorded.RecordedAt,
            Find(recorded.Body, "EnterpriseId") ?? known?.Enterprise, Find(recorded.Body, "UniversityId") ?? known?.University, Find(recorded.Body, "TalentId") ?? known?.Talent),
        new("id", ColumnType.Text, changed => changed.Id),
        new("noun", ColumnType.Text, changed => changed.Noun),
        new("position", ColumnType.Integer, changed => changed.Position),
        new("enterprise", ColumnType.Text, changed => changed.Enterprise),
        new("university", ColumnType.Text, changed => changed.University),
        new("talent", ColumnType.Text, changed => changed.Talent));

    private static string? NounOf(string stream) =>
        Bank.Nodes.Keys.Where(noun => stream.StartsWith($"{noun}-", StringComparison.Ordinal)).MaxBy(noun => noun.Length);

    /// <summary>The id under this name in a fact, or in a record within it (a job, a place).</summary>
    private static string? Find(object part, string name)
    {
        foreach (var property in Properties.GetOrAdd(part.GetType(), type => type.GetProperties()))
        {
            if (property.Name == name)
                return property.GetValue(part) as string;
        }

        return Properties[part.GetType()]
            .Where(property => property.PropertyType.Namespace?.StartsWith("TalentBank", StringComparison.Ordinal) == true && property.PropertyType.IsClass && property.PropertyType != typeof(Personal))
            .Select(property => property.GetValue(part) is { } inner ? Find(inner, name) : null)
            .FirstOrDefault(found => found is not null);
    }
}
