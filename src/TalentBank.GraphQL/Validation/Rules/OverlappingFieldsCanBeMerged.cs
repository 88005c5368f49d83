using System.Runtime.CompilerServices;
using System.Text;
using TalentBank.GraphQL.Language;
using TalentBank.GraphQL.Types;

namespace TalentBank.GraphQL.Validation.Rules;

/// <summary>Whatever answers under one response key asks for one thing. Specification, section 5.3.2.</summary>
/// <remarks>
/// FieldsInSetCanMerge() compares every pair of fields that may meet, and what is below them. Fragments are not copied into
/// the places that spread them: a set of fields is compared with a fragment once, and a fragment with another once, so that a
/// fragment spread a thousand times costs no more than one. What is still quadratic, the budget bounds.
/// </remarks>
public sealed class OverlappingFieldsCanBeMerged(ValidationContext context) : Rule
{
    private const int Budget = 200_000;

    /// <summary>Of what conflicts below a pair of fields, no more than this is told with it.</summary>
    private const int MostBelow = 20;

    private readonly Dictionary<Ast.SelectionSet, FieldSet> _fieldSets = [];
    private readonly Dictionary<(FieldSet Fields, string Fragment), bool> _comparedWithFragment = [];
    private readonly Dictionary<(string One, string Other), bool> _comparedFragments = [];
    private readonly Dictionary<Ast.Value, string> _valueTexts = [];
    private readonly HashSet<Ast.SelectionSet> _dissolved = [];
    private int _spent;

    public override void Enter(Ast.Node node)
    {
        // The fields of an inline fragment are compared as fields of the selection set around it.
        if (node is Ast.InlineFragment inline)
            _dissolved.Add(inline.SelectionSet);
        else if (node is Ast.SelectionSet selectionSet && !_dissolved.Contains(selectionSet) && _spent <= Budget)
            Check(selectionSet);
    }

    private void Check(Ast.SelectionSet selectionSet)
    {
        var conflicts = new Conflicts(context.Options.MaxErrors ?? int.MaxValue);
        var fields = FieldsOf(selectionSet, context.Position.Parent);
        CompareWithin(fields, conflicts);
        for (var i = 0; i < fields.Fragments.Count; i++)
        {
            CompareWithFragment(fields, fields.Fragments[i], exclusive: false, conflicts);
            for (var j = i + 1; j < fields.Fragments.Count; j++)
                CompareFragments(fields.Fragments[i], fields.Fragments[j], exclusive: false, conflicts);
        }
        foreach (var conflict in conflicts.Found)
        {
            context.Report(
                $"Fields \"{conflict.ResponseKey}\" conflict because {conflict.Reason}. Use different aliases on the fields to fetch both if this was intentional.",
                [.. conflict.Ones, .. conflict.Others]);
        }
        if (_spent > Budget)
            context.Report("The document has too many fields under the same response keys to compare them all.", selectionSet);
    }

    private void CompareWithin(FieldSet fields, Conflicts conflicts)
    {
        foreach (var (_, same) in fields.ByResponseKey)
        {
            var before = conflicts.Found.Count;
            for (var i = 0; i < same.Count; i++)
            {
                for (var j = i + 1; j < same.Count; j++)
                    Compare(same[i], same[j], exclusive: false, conflicts);
            }
            conflicts.TurnToText(before);
            conflicts.Order(before);
        }
    }

    private void CompareBetween(FieldSet ones, FieldSet others, bool exclusive, Conflicts conflicts)
    {
        if (!Spend(ones.ByResponseKey.Count))
            return;
        foreach (var (key, same) in ones.ByResponseKey)
        {
            if (!others.ByResponseKey.TryGetValue(key, out var rivals))
                continue;
            var before = conflicts.Found.Count;
            foreach (var one in same)
            {
                foreach (var other in rivals)
                    Compare(one, other, exclusive, conflicts);
            }
            conflicts.Order(before);
        }
    }

    /// <summary>Compares a set with a fragment's own fields, then with the fragments that it spreads.</summary>
    private void CompareWithFragment(FieldSet fields, string name, bool exclusive, Conflicts conflicts)
    {
        if (fields.ByResponseKey.Count == 0 || !Spend(1) || !IsNew(_comparedWithFragment, (fields, name), exclusive))
            return;
        if (!context.TryGetFragment(name, out var fragment))
            return;
        var others = FieldsOf(fragment);
        if (ReferenceEquals(fields, others))
            return;
        CompareBetween(fields, others, exclusive, conflicts);
        foreach (var nested in others.Fragments)
            CompareWithFragment(fields, nested, exclusive, conflicts);
    }

    private void CompareFragments(string one, string other, bool exclusive, Conflicts conflicts)
    {
        if (one == other || !Spend(1))
            return;
        var pair = string.CompareOrdinal(one, other) < 0 ? (one, other) : (other, one);
        if (!IsNew(_comparedFragments, pair, exclusive))
            return;
        if (!context.TryGetFragment(one, out var oneFragment) || !context.TryGetFragment(other, out var otherFragment))
            return;
        var ones = FieldsOf(oneFragment);
        var others = FieldsOf(otherFragment);
        CompareBetween(ones, others, exclusive, conflicts);
        foreach (var nested in others.Fragments)
            CompareFragments(one, nested, exclusive, conflicts);
        foreach (var nested in ones.Fragments)
            CompareFragments(nested, other, exclusive, conflicts);
    }

    private void CompareSelectionSets(
        Ast.SelectionSet one, CompositeType? oneType, Ast.SelectionSet other, CompositeType? otherType, bool exclusive, Conflicts conflicts)
    {
        var ones = FieldsOf(one, oneType);
        var others = FieldsOf(other, otherType);
        CompareBetween(ones, others, exclusive, conflicts);
        foreach (var fragment in others.Fragments)
            CompareWithFragment(ones, fragment, exclusive, conflicts);
        foreach (var fragment in ones.Fragments)
            CompareWithFragment(others, fragment, exclusive, conflicts);
        foreach (var oneFragment in ones.Fragments)
        {
            foreach (var otherFragment in others.Fragments)
                CompareFragments(oneFragment, otherFragment, exclusive, conflicts);
        }
    }

    /// <summary>SameResponseShape(), and for fields that can meet on one object also the same field and arguments.</summary>
    private void Compare(FieldUse one, FieldUse other, bool exclusive, Conflicts conflicts)
    {
        if (conflicts.IsFull || !Spend(1))
            return;
        // Two object types share no object, so their fields never meet; their shapes must still agree.
        exclusive = exclusive || (one.Parent is ObjectType && other.Parent is ObjectType && !ReferenceEquals(one.Parent, other.Parent));
        if (ReasonAgainst(one, other, exclusive) is { } reason)
        {
            conflicts.Add(one, other, reason);
            return;
        }
        if (one.Node.SelectionSet is not { } oneSelections || other.Node.SelectionSet is not { } otherSelections)
            return;
        var below = new Conflicts(MostBelow);
        CompareSelectionSets(
            oneSelections, one.Definition?.Type.Named as CompositeType,
            otherSelections, other.Definition?.Type.Named as CompositeType,
            exclusive, below);
        if (below.Found.Count > 0)
            conflicts.Found.Add(Conflict.Below(one.Node, other.Node, below.Found));
    }

    private string? ReasonAgainst(FieldUse one, FieldUse other, bool exclusive)
    {
        if (!exclusive)
        {
            var (oneName, otherName) = (one.Node.Name.Value, other.Node.Name.Value);
            if (oneName != otherName)
                return $"\"{oneName}\" and \"{otherName}\" are different fields";
            if (!HaveSameArguments(one.Node, other.Node))
                return "they have differing arguments";
        }
        return one.Definition?.Type is { } oneType && other.Definition?.Type is { } otherType && TypesConflict(oneType, otherType)
            ? $"they return conflicting types \"{oneType}\" and \"{otherType}\""
            : null;
    }

    private bool HaveSameArguments(Ast.Field one, Ast.Field other)
    {
        if (one.Arguments.Length != other.Arguments.Length)
            return false;
        foreach (var argument in one.Arguments)
        {
            Spend(1);
            var rival = other.Arguments.FirstOrDefault(candidate => candidate.Name.Value == argument.Name.Value);
            if (rival is null || TextOf(argument.Value) != TextOf(rival.Value))
                return false;
        }
        return true;
    }

    private static bool TypesConflict(GraphQLType one, GraphQLType other) => (one, other) switch
    {
        _ when ReferenceEquals(one, other) => false,
        (NonNullType a, NonNullType b) => TypesConflict(a.Of, b.Of),
        (NonNullType, _) or (_, NonNullType) => true,
        (ListType a, ListType b) => TypesConflict(a.Of, b.Of),
        (ListType, _) or (_, ListType) => true,
        _ => one.IsLeaf || other.IsLeaf,
    };

    /// <summary>A value in one spelling, the fields of objects sorted: their order means nothing (section 3.10).</summary>
    private string TextOf(Ast.Value value)
    {
        if (_valueTexts.TryGetValue(value, out var text))
            return text;
        var builder = new StringBuilder();
        Write(value, builder);
        return _valueTexts[value] = builder.ToString();

        static void Write(Ast.Value value, StringBuilder text)
        {
            switch (value)
            {
                case Ast.ListValue list:
                    text.Append('[');
                    foreach (var item in list.Values)
                        Write(item, text.Append(','));
                    text.Append(']');
                    break;
                case Ast.ObjectValue map:
                    text.Append('{');
                    foreach (var field in map.Fields.OrderBy(field => field.Name.Value, StringComparer.Ordinal))
                        Write(field.Value, text.Append(',').Append(field.Name.Value).Append(':'));
                    text.Append('}');
                    break;
                default:
                    text.Append(value);
                    break;
            }
        }
    }

    /// <summary>What was compared as able to meet need not be compared as exclusive, which asks for less.</summary>
    private static bool IsNew<TKey>(Dictionary<TKey, bool> compared, TKey key, bool exclusive)
        where TKey : notnull
    {
        if (compared.TryGetValue(key, out var wasExclusive) && (exclusive || !wasExclusive))
            return false;
        compared[key] = exclusive;
        return true;
    }

    /// <summary>False: enough. If the budget is spent, the document is refused for that.</summary>
    private bool Spend(int comparisons)
    {
        if (_spent <= Budget)
            _spent += comparisons;
        // Only fragments that come round to themselves, which another rule refuses, lead deeper than Nesting allows.
        return _spent <= Budget && RuntimeHelpers.TryEnsureSufficientExecutionStack();
    }

    private FieldSet FieldsOf(Ast.FragmentDefinition fragment) =>
        FieldsOf(fragment.SelectionSet, context.Schema.Type(fragment.TypeCondition.Name.Value) as CompositeType);

    private FieldSet FieldsOf(Ast.SelectionSet selectionSet, CompositeType? type)
    {
        if (!_fieldSets.TryGetValue(selectionSet, out var fields))
        {
            _fieldSets[selectionSet] = fields = new FieldSet();
            Collect(selectionSet, type, fields);
        }
        return fields;
    }

    private void Collect(Ast.SelectionSet selectionSet, CompositeType? type, FieldSet fields)
    {
        foreach (var selection in selectionSet.Selections)
        {
            switch (selection)
            {
                case Ast.Field field:
                    fields.Add(new FieldUse(type, field, type is null ? null : context.Schema.Field(type, field.Name.Value)));
                    break;
                case Ast.FragmentSpread spread:
                    fields.Add(spread);
                    break;
                case Ast.InlineFragment { TypeCondition: { } condition } inline:
                    Collect(inline.SelectionSet, context.Schema.Type(condition.Name.Value) as CompositeType, fields);
                    break;
                case Ast.InlineFragment inline:
                    Collect(inline.SelectionSet, type, fields);
                    break;
            }
        }
    }

    /// <summary>A field where it is selected, and what the schema says of it.</summary>
    private sealed record FieldUse(CompositeType? Parent, Ast.Field Node, Field? Definition)
    {
        /// <summary>The same field again, with nothing that could differ: each meets what this one meets.</summary>
        public List<Ast.Field> Again { get; } = [];
    }

    /// <summary>The fields of one selection set, inline fragments dissolved, and the fragments it spreads.</summary>
    private sealed class FieldSet
    {
        private readonly Dictionary<(CompositeType?, string Key, string Name), FieldUse> _leaves = [];
        private readonly HashSet<string> _spreads = [];

        public OrderedDictionary<string, List<FieldUse>> ByResponseKey { get; } = [];

        public List<string> Fragments { get; } = [];

        public void Add(FieldUse field)
        {
            var key = field.Node.ResponseKey;
            if (field.Node is { SelectionSet: null, Arguments.IsEmpty: true } && !_leaves.TryAdd((field.Parent, key, field.Node.Name.Value), field))
            {
                _leaves[(field.Parent, key, field.Node.Name.Value)].Again.Add(field.Node);
                return;
            }
            if (!ByResponseKey.TryGetValue(key, out var same))
                ByResponseKey.Add(key, same = []);
            same.Add(field);
        }

        public void Add(Ast.FragmentSpread spread)
        {
            if (_spreads.Add(spread.Name.Value))
                Fragments.Add(spread.Name.Value);
        }
    }

    /// <summary>The conflicts of one selection set, or of one pair of fields; when it is full, no more are looked for.</summary>
    private sealed class Conflicts(int most)
    {
        public List<Conflict> Found { get; } = [];

        public bool IsFull => Found.Count >= most;

        /// <summary>These two, and those that stand for the same.</summary>
        public void Add(FieldUse one, FieldUse other, string reason)
        {
            foreach (var (first, second) in from first in one.Again.Prepend(one.Node) from second in other.Again.Prepend(other.Node) select (first, second))
            {
                if (IsFull)
                    return;
                Found.Add(new Conflict(first.ResponseKey, reason, [first], [second]));
            }
        }

        /// <summary>Of those found since within one selection set, each names the field first that stands first in the text.</summary>
        public void TurnToText(int since)
        {
            for (var i = since; i < Found.Count; i++)
            {
                if (Found[i] is { Ones: [var one, ..], Others: [var other, ..] } turned && one.Location.Start > other.Location.Start)
                    Found[i] = turned with { Ones = turned.Others, Others = turned.Ones };
            }
        }

        /// <summary>Puts those found since into the order of the text.</summary>
        public void Order(int since)
        {
            if (Found.Count - since > 1)
                Found.Sort(since, Found.Count - since, Comparer<Conflict>.Create((a, b) => (a.Ones[0].Location.Start, a.Others[0].Location.Start).CompareTo((b.Ones[0].Location.Start, b.Others[0].Location.Start))));
        }
    }

    /// <summary>Why two fields cannot be merged; all nodes that play a part, those of the one before those of the other.</summary>
    private sealed record Conflict(string ResponseKey, string Reason, IReadOnlyList<Ast.Field> Ones, IReadOnlyList<Ast.Field> Others)
    {
        public static Conflict Below(Ast.Field one, Ast.Field other, List<Conflict> below) => new(
            one.ResponseKey,
            string.Join(" and ", below.Select(conflict => $"subfields \"{conflict.ResponseKey}\" conflict because {conflict.Reason}")),
            [one, .. below.SelectMany(conflict => conflict.Ones)],
            [other, .. below.SelectMany(conflict => conflict.Others)]);
    }
}
