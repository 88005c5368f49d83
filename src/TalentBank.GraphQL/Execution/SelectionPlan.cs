using System.Collections.Concurrent;
using TalentBank.GraphQL.Language;
using TalentBank.GraphQL.Types;

namespace TalentBank.GraphQL.Execution;

/// <summary>CollectSubfields() (specification, section 6.4.3), remembered for each object type that was met.</summary>
internal sealed class SelectionPlan(OperationPlan plan, CompositeType type, IReadOnlyList<Ast.SelectionSet> selectionSets)
{
    private readonly ConcurrentDictionary<ObjectType, CollectedField[]> _fields = [];
    private volatile Collected? _last;

    /// <summary>The type selected from.</summary>
    public CompositeType Type { get; } = type;

    public CollectedField[] FieldsOf(ObjectType type)
    {
        if (_last is { } last && ReferenceEquals(last.Type, type))
            return last.Fields;
        var fields = _fields.GetOrAdd(type, static (type, self) => self.Collect(type), this);
        _last = new Collected(type, fields);
        return fields;
    }

    private CollectedField[] Collect(ObjectType type) => FieldCollection.Collect(plan, type, selectionSets);

    private sealed record Collected(ObjectType Type, CollectedField[] Fields);
}
