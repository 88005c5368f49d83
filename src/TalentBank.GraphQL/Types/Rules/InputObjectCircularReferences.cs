namespace TalentBank.GraphQL.Types.Rules;

/// <summary>
/// An input object does not contain itself over fields that are all non-null: no value of it could end.
/// Specification, section 3.10, Circular References.
/// </summary>
internal sealed class InputObjectCircularReferences
{
    private readonly SchemaContext _context;
    private readonly HashSet<InputObjectType> _visited = [];
    private readonly Dictionary<InputObjectType, int> _underWay = [];
    private readonly List<InputField> _way = [];

    private InputObjectCircularReferences(SchemaContext context) => _context = context;

    public static void Check(SchemaContext context)
    {
        var check = new InputObjectCircularReferences(context);
        foreach (var type in context.Types.OfType<InputObjectType>())
            check.Follow(type);
    }

    private void Follow(InputObjectType type)
    {
        if (!_visited.Add(type))
            return;
        _underWay[type] = _way.Count;
        foreach (var field in type.Fields)
        {
            if (field.Type is not NonNullType { Of: InputObjectType next })
                continue;
            _way.Add(field);
            if (_underWay.TryGetValue(next, out var start))
            {
                var cycle = _way[start..];
                _context.Report(
                    $"Cannot reference Input Object \"{next}\" within itself through a series of non-null fields: \"{string.Join('.', cycle.Select(static member => member.Name))}\".",
                    cycle.Select(static member => member.Definition));
            }
            else
            {
                Follow(next);
            }
            _way.RemoveAt(_way.Count - 1);
        }
        _underWay.Remove(type);
    }
}
