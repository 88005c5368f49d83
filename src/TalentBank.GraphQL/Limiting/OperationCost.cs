using System.Collections.Immutable;
using TalentBank.GraphQL.Execution;
using TalentBank.GraphQL.Types;

namespace TalentBank.GraphQL.Limiting;

/// <summary>
/// What an operation may come to at most, with the values of its variables: a leaf costs 0, an object 1, a list as many times its
/// item as its size is. The size is what <c>first</c> or <c>last</c> says, of the field itself or, for <c>edges</c> and
/// <c>nodes</c>, of the field around; else the <c>@listSize(assumedSize:)</c>; else 20. <c>@cost(weight:)</c> says otherwise.
/// </summary>
/// <remarks>Fields that are merged, and fields that are skipped, cost what they do in execution: it is counted on the plan.</remarks>
internal sealed class OperationCost
{
    /// <summary>An operation with so many different fields is too dear whatever they cost, so that counting costs no more than it saves.</summary>
    private const int MostFields = 20_000;

    private readonly OperationExecution _execution;
    private readonly FieldCost[] _costs;
    private int _fields;

    private OperationCost(OperationPlan plan, OperationExecution execution, FieldCost[] costs)
    {
        _execution = execution;
        _costs = costs;
        Total = OfFields(plan.Root.FieldsOf(plan.RootType), Page.None);
        if (_fields > MostFields)
            Total = double.PositiveInfinity;
    }

    public double Total { get; }

    /// <summary>The largest page asked for, and by which field.</summary>
    public (int Size, CollectedField? Field) LargestPage { get; private set; }

    /// <summary>A page asked for that is none: of a negative size, or both first and last.</summary>
    public CollectedField? ImpossiblePage { get; private set; }

    public static OperationCost Of(OperationPlan plan, OperationExecution execution, FieldCost[] costs) => new(plan, execution, costs);

    /// <summary>Why the operation is not executed; empty if it may be.</summary>
    public IReadOnlyList<GraphQLError> Exceeding(Limits limits)
    {
        var errors = new List<GraphQLError>();
        if (limits.PageSize is { } most && (ImpossiblePage ?? (LargestPage.Size > most ? LargestPage.Field : null)) is { } field)
        {
            errors.Add(LimitError.Page($"\"{field.ResponseKey}\" gives a page of 0 to {most}, its first or its last.", most) with
            {
                Locations = [field.Nodes[0].Location],
            });
        }
        if (Total > limits.Cost)
            errors.Add(LimitError.Cost(Total, limits.Cost.Value, limits.TellCost));
        return errors;
    }

    /// <summary>What <see cref="Limits.TellCost"/> adds to an answer.</summary>
    public IReadOnlyDictionary<string, object?> Told(Limits limits) => new Dictionary<string, object?>(StringComparer.Ordinal)
    {
        ["cost"] = new Dictionary<string, object?>(StringComparer.Ordinal) { ["requested"] = double.IsFinite(Total) ? Total : null, ["limit"] = limits.Cost },
    };

    private double OfFields(CollectedField[] fields, Page around)
    {
        var total = 0.0;
        foreach (var field in fields)
        {
            if (_fields > MostFields)
                break;
            total += OfField(field, around);
        }
        return total;
    }

    private double OfField(CollectedField field, Page around)
    {
        _fields++;
        var definition = field.Definition;
        if (definition.Introspect is not null || field.Binding.IsTypeName)
            return 0;   // its own limit bounds it
        var cost = _costs[definition.Ordinal];
        var given = cost.SlicingArguments.IsEmpty && cost.WeighedArguments.IsEmpty ? null : field.Arguments(_execution, out _);
        var own = SizeAskedOf(field, cost, given) ?? cost.AssumedSize;
        var times = 1.0;
        var inner = Page.None;
        if (definition.Type.Nullable is ListType list)
        {
            times = own ?? (around.Fields.Contains(definition.Name) ? around.Size : FieldCost.DefaultSize);
            for (var item = list.Of.Nullable; item is ListType lists; item = lists.Of.Nullable)
                times *= FieldCost.DefaultSize;
        }
        else if (own is not null || !cost.SlicingArguments.IsEmpty)
        {
            inner = new Page(own ?? FieldCost.DefaultSize, cost.SizedFields);
        }
        var total = times * (cost.Weight + (field.Selections is { } selections && times > 0 ? OfSelections(selections, inner) : 0));
        foreach (var argument in cost.WeighedArguments)
            total += given?.GetValueOrDefault(argument.Name) is { } value ? FieldCost.Of(argument, value) : 0;
        return total;
    }

    /// <summary>Of an abstract type's objects, the dearest.</summary>
    private double OfSelections(SelectionPlan selections, Page page)
    {
        if (selections.Type is ObjectType type)
            return OfFields(selections.FieldsOf(type), page);
        var most = 0.0;
        foreach (var possible in selections.Type.PossibleTypes)
            most = Math.Max(most, OfFields(selections.FieldsOf(possible), page));
        return most;
    }

    private int? SizeAskedOf(CollectedField field, FieldCost cost, IReadOnlyDictionary<string, object?>? given)
    {
        int? size = null;
        foreach (var name in cost.SlicingArguments)
        {
            if (given?.GetValueOrDefault(name) is not int asked)
                continue;
            if (asked < 0 || size is not null)
                ImpossiblePage ??= field;
            size = Math.Max(size ?? 0, asked);
        }
        if (size > LargestPage.Size)
            LargestPage = (size.Value, field);
        return size;
    }

    /// <summary>The size that a field gives to lists of its value.</summary>
    private readonly record struct Page(int Size, ImmutableArray<string> Fields)
    {
        public static readonly Page None = new(0, []);
    }
}
