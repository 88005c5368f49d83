using System.Collections.Immutable;
using System.Globalization;
using TalentBank.GraphQL.Types;

namespace TalentBank.GraphQL.Limiting;

/// <summary>
/// What the schema says of a field's cost, by the directives <c>@cost(weight:)</c> and <c>@listSize(assumedSize:, slicingArguments:,
/// sizedFields:)</c> of the GraphQL Cost Directives Specification (https://ibm.github.io/graphql-specs/cost-spec.html); a schema
/// that uses them defines them.
/// </summary>
internal sealed class FieldCost
{
    /// <summary>Of a list whose size nothing says.</summary>
    public const int DefaultSize = 20;

    private static readonly ImmutableArray<string> RelaySlicing = ["first", "last"];
    private static readonly ImmutableArray<string> RelaySized = ["edges", "nodes"];

    private FieldCost(Field field)
    {
        Weight = WeightOf(field.Directives) ?? WeightOf(field.Type.Named.Directives) ?? (field.Type.Named.IsLeaf ? 0 : 1);
        var size = field.Directives["listSize"]?.Arguments;
        AssumedSize = size?.GetValueOrDefault("assumedSize") as int?;
        SlicingArguments = [.. Names(size, "slicingArguments", RelaySlicing).Where(name => field.Argument(name)?.Type.Named.Name == "Int")];
        SizedFields = Names(size, "sizedFields", RelaySized);
        WeighedArguments = [.. field.Arguments.Where(static argument => Weighs(argument, []))];
    }

    /// <summary>Of each of its values.</summary>
    public double Weight { get; }

    public int? AssumedSize { get; }

    /// <summary>The arguments that say how many values are wanted.</summary>
    public ImmutableArray<string> SlicingArguments { get; }

    /// <summary>The fields of its value that are lists of that size, where it is none itself.</summary>
    public ImmutableArray<string> SizedFields { get; }

    /// <summary>The arguments whose values may cost something.</summary>
    public ImmutableArray<Argument> WeighedArguments { get; }

    /// <summary>The costs of all fields of a schema by their ordinals.</summary>
    public static FieldCost[] Of(Schema schema)
    {
        var costs = new FieldCost[schema.FieldCount];
        foreach (var field in schema.Types.OfType<ImplementingType>().SelectMany(static type => type.Fields).Concat([schema.TypeNameField, schema.SchemaField, schema.TypeField]))
            costs[field.Ordinal] = new FieldCost(field);
        return costs;
    }

    /// <summary>What a coerced value costs: its input's own weight, once for each item of a list, and what its fields cost.</summary>
    public static double Of(InputValue input, object? value)
    {
        var items = value as IReadOnlyList<object?> ?? [value];
        var cost = (WeightOf(input.Directives) ?? WeightOf(input.Type.Named.Directives) ?? 0) * items.Count;
        if (input.Type.Named is not InputObjectType type)
            return cost;
        foreach (var fields in items.OfType<IReadOnlyDictionary<string, object?>>())
        {
            foreach (var (name, field) in fields)
                cost += type.Field(name) is { } definition && field is not null ? Of(definition, field) : 0;
        }
        return cost;
    }

    /// <summary>Something in the input, or in what it is made of, has a weight.</summary>
    private static bool Weighs(InputValue input, HashSet<InputObjectType> seen) =>
        WeightOf(input.Directives) is not null
        || WeightOf(input.Type.Named.Directives) is not null
        || (input.Type.Named is InputObjectType type && seen.Add(type) && type.Fields.Any(field => Weighs(field, seen)));

    private static double? WeightOf(AppliedDirectives directives) =>
        directives["cost"]?.Arguments.GetValueOrDefault("weight") is string text && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var weight)
            ? weight
            : null;

    private static ImmutableArray<string> Names(IReadOnlyDictionary<string, object?>? arguments, string name, ImmutableArray<string> otherwise) =>
        arguments?.GetValueOrDefault(name) is IReadOnlyList<object?> names ? [.. names.OfType<string>()] : otherwise;
}
