using TalentBank.GraphQL.Language;

namespace TalentBank.GraphQL.Types;

/// <summary>What changed between two versions of a schema, and whether clients of the earlier one notice.</summary>
public sealed class SchemaComparison
{
    private readonly Schema _before;
    private readonly Schema _after;
    private readonly List<SchemaChange> _changes = [];

    private SchemaComparison(Schema before, Schema after)
    {
        _before = before;
        _after = after;
    }

    /// <summary>All changes but those of descriptions, the breaking ones first; what goes or comes with its type is not told again.</summary>
    public static IReadOnlyList<SchemaChange> Compare(Schema before, Schema after)
    {
        var it = new SchemaComparison(before, after);
        it.CompareElements();
        return [.. it._changes.OrderByDescending(static change => change.Weight).ThenBy(static change => change.Coordinate.ToString(), StringComparer.Ordinal)];
    }

    private void CompareElements()
    {
        foreach (var operation in Enum.GetValues<OperationType>())
        {
            if (_before.RootType(operation) is { } root && _after.RootType(operation)?.Name != root.Name)
                Add(new SchemaCoordinate(root.Name), ChangeWeight.Breaking, $"is no longer the root of every {operation.Keyword()}");
        }
        foreach (var (coordinate, element) in _before.Elements)
        {
            if (_after.Element(coordinate) is { } now)
                CompareElement(coordinate, element, now);
            else if (Around(coordinate) is not { } around || _after.Element(around) is not null)
                Add(coordinate, ChangeWeight.Breaking, "was removed");
        }
        foreach (var (coordinate, element) in _after.Elements)
        {
            if (_before.Element(coordinate) is null && (Around(coordinate) is not { } around || _before.Element(around) is not null))
                CompareAddition(coordinate, element);
        }
    }

    private void CompareAddition(SchemaCoordinate coordinate, object element)
    {
        if (element is InputValue { IsRequired: true })
            Add(coordinate, ChangeWeight.Breaking, "was added and is required");
        else
            Add(coordinate, element is EnumValue ? ChangeWeight.Dangerous : ChangeWeight.Safe, "was added");
    }

    private void CompareElement(SchemaCoordinate coordinate, object before, object after)
    {
        if (before.GetType() != after.GetType())
        {
            Add(coordinate, ChangeWeight.Breaking, $"changed from {before.GetType().Name} to {after.GetType().Name}");
            return;
        }
        switch (before, after)
        {
            case (Field was, Field now):
                CompareTypes(coordinate, was.Type, now.Type, static (was, now) => FitsOutput(was, now));
                break;
            case (InputValue was, InputValue now):
                CompareTypes(coordinate, was.Type, now.Type, static (was, now) => FitsInput(was, now));
                if (was.DefaultValue?.ToString() != now.DefaultValue?.ToString())
                    Add(coordinate, ChangeWeight.Dangerous, $"has the default {now.DefaultValue?.ToString() ?? "none"} instead of {was.DefaultValue?.ToString() ?? "none"}");
                break;
            case (InputObjectType was, InputObjectType now) when was.IsOneOf != now.IsOneOf:
                Add(coordinate, ChangeWeight.Breaking, now.IsOneOf ? "became @oneOf" : "is no longer @oneOf");
                break;
            case (ImplementingType was, ImplementingType now):
                CompareNames(coordinate, was.Interfaces, now.Interfaces, "implements");
                break;
            case (UnionType was, UnionType now):
                CompareNames(coordinate, was.PossibleTypes, now.PossibleTypes, "includes");
                break;
            case (DirectiveDefinition was, DirectiveDefinition now):
                foreach (var location in was.Locations.Except(now.Locations))
                    Add(coordinate, ChangeWeight.Breaking, $"may no longer stand on {location.SdlName()}");
                if (was.IsRepeatable && !now.IsRepeatable)
                    Add(coordinate, ChangeWeight.Breaking, "is no longer repeatable");
                break;
        }
    }

    private void CompareTypes(SchemaCoordinate coordinate, GraphQLType was, GraphQLType now, Func<GraphQLType, GraphQLType, bool> fits)
    {
        if (was.ToString() != now.ToString())
            Add(coordinate, fits(was, now) ? ChangeWeight.Safe : ChangeWeight.Breaking, $"changed its type from {was} to {now}");
    }

    private void CompareNames(SchemaCoordinate coordinate, IEnumerable<NamedType> was, IEnumerable<NamedType> now, string verb)
    {
        var names = was.Select(static type => type.Name).ToHashSet();
        foreach (var type in names.Except(now.Select(static type => type.Name)))
            Add(coordinate, ChangeWeight.Breaking, $"no longer {verb} {type}");
        foreach (var type in now.Where(type => !names.Contains(type.Name)))
            Add(coordinate, ChangeWeight.Dangerous, $"{verb} {type} too");
    }

    /// <summary>Whoever reads the former type can read the new one: what is now never null may have been.</summary>
    private static bool FitsOutput(GraphQLType was, GraphQLType now) => (was, now) switch
    {
        (NonNullType a, NonNullType b) => FitsOutput(a.Of, b.Of),
        (NonNullType, _) => false,
        (_, NonNullType b) => FitsOutput(was, b.Of),
        (ListType a, ListType b) => FitsOutput(a.Of, b.Of),
        _ => was.ToString() == now.ToString(),
    };

    /// <summary>Whoever wrote the former type may go on: what may now be null need not be.</summary>
    private static bool FitsInput(GraphQLType was, GraphQLType now) => FitsOutput(now, was);

    /// <summary>The element that holds this one; null for a type or directive.</summary>
    private static SchemaCoordinate? Around(SchemaCoordinate coordinate) => coordinate switch
    {
        { Argument: not null } => coordinate with { Argument = null },
        { Member: not null } => coordinate with { Member = null },
        _ => null,
    };

    private void Add(SchemaCoordinate coordinate, ChangeWeight weight, string what) => _changes.Add(new SchemaChange(coordinate, weight, what));
}
