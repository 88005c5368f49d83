using System.Collections;
using System.Reflection;
using TalentBank.EventStore.ReadModels;
using TalentBank.GraphQL.Execution;
using TalentBank.GraphQL.Types;

namespace TalentBank.Server.Api;

/// <summary>
/// Finds for every field of the schema what answers it: a binding of the product, or a property of the object it belongs
/// to. What has neither is listed, and the host does not start.
/// </summary>
public sealed class SchemaBinding
{
    private readonly Schema _schema;
    private readonly BindingResolvers _resolversOf;
    private readonly Dictionary<string, Binding> _bindings;
    private readonly Resolvers _resolvers = new();
    private readonly HashSet<string> _used = [];
    private readonly List<string> _problems = [];
    private readonly Queue<(ObjectType Type, Type Clr)> _open = new();
    private readonly Dictionary<ObjectType, Type> _met = [];
    private readonly HashSet<(InputObjectType Type, Type Clr)> _checked = [];

    private SchemaBinding(Schema schema, IReadOnlyList<Binding> bindings, BindingResolvers resolversOf)
    {
        _schema = schema;
        _resolversOf = resolversOf;
        _bindings = bindings.ToDictionary(binding => binding.Field);
    }

    /// <summary>The resolvers of all fields, and a sentence for everything that does not fit; empty: all does.</summary>
    public static (Resolvers Resolvers, IReadOnlyList<string> Problems) Bind(Schema schema, IReadOnlyList<Binding> bindings, BindingResolvers resolversOf)
    {
        var it = new SchemaBinding(schema, bindings, resolversOf);
        it._resolvers.Field("Query.node", resolversOf.Node());
        it.Walk(schema.QueryType!, typeof(void));
        it.Walk(schema.MutationType!, typeof(void));
        it.Walk(schema.SubscriptionType!, typeof(void));
        foreach (var (model, type) in Bank.Nodes.Values.Distinct())
            it.Meet(schema.Type(type)!, model.DocumentType);
        while (it._open.TryDequeue(out var next))
            it.Walk(next.Type, next.Clr);
        var unused = it._bindings.Keys.Where(field => !it._used.Contains(field)).Select(field => $"{field} is bound, but no answer of the schema leads to such a field.");
        return (it._resolvers, [.. it._problems, .. unused, .. it._resolvers.Check(schema)]);
    }

    private void Walk(ObjectType type, Type clr)
    {
        foreach (var field in type.Fields)
        {
            if (_bindings.TryGetValue(field.ToString(), out var binding))
                Bind(field, binding);
            else if (clr.GetProperty(char.ToUpperInvariant(field.Name[0]) + field.Name[1..]) is { } property)
                BindProperty(field, property);
        }
    }

    private void Bind(Field field, Binding binding)
    {
        _used.Add(binding.Field);
        switch (binding)
        {
            case Binding.Lives lives when _bindings.TryGetValue(lives.Query, out var query):
                CheckLive(field, lives.Query);
                _resolvers.Events(binding.Field, _resolversOf.Advances(query));
                Bind(field, query);
                break;
            case Binding.Lives lives:
                _problems.Add($"{field} is {lives.Query} live, which is not bound.");
                break;
            case Binding.Sends sends:
                CheckInput(field, sends.Command);
                _resolvers.Field(field.ToString(), _resolversOf.Sends(sends));
                Meet(field.Type.Named, typeof(Payload));
                break;
            case Binding.Answers answers:
                _resolvers.Field(field.ToString(), _resolversOf.Answers(answers));
                Meet(field.Type.Named, ElementOf(answers.Answer));
                break;
            case Binding.Shows shows:
                _resolvers.Field(field.ToString(), _resolversOf.Shows(shows));
                Meet(field.Type.Named, shows.Model.DocumentType);
                break;
            case Binding.Lists lists:
                _resolvers.Field(field.ToString(), _resolversOf.Lists(lists, ConnectionArguments.Of(field, lists.Model, _problems)));
                MeetConnection((ObjectType)field.Type.Named, lists.Model);
                break;
        }
    }

    private void MeetConnection(ObjectType connection, DocumentModel model)
    {
        Meet(connection, typeof(Connection));
        if (connection.Field("edges")?.Type.Named is { } edge)
            Meet(edge, typeof(ConnectionEdge));
        if (connection.Field("nodes")?.Type.Named is { } node)
            Meet(node, model.DocumentType);
    }

    private void BindProperty(Field field, PropertyInfo property)
    {
        var element = ElementOf(property.PropertyType);
        if (element == typeof(Personal))
            _resolvers.Field(field.ToString(), BindingResolvers.Opened(parent => (Personal?)property.GetValue(parent)));
        else if (element != typeof(object) && element != typeof(ConnectionEdge))
            Meet(field.Type.Named, element);
    }

    private void Meet(NamedType type, Type clr)
    {
        if (type is not ObjectType met)
            return;
        if (_met.TryAdd(met, clr))
        {
            _resolvers.Bind(met.Name, clr);
            _open.Enqueue((met, clr));
        }
        else if (_met[met] != clr)
        {
            _problems.Add($"{met.Name} is answered by {_met[met].Name} and by {clr.Name}.");
        }
    }

    /// <summary>Whoever knows the question knows the subscription.</summary>
    private void CheckLive(Field field, string query)
    {
        var asked = _schema.QueryType!.Field(query["Query.".Length..]);
        string[] arguments = [.. asked?.Arguments.Select(argument => $"{argument.Name}: {argument.Type}") ?? [], "since: LogPosition"];
        if (field.Type != asked?.Type || !field.Arguments.Select(argument => $"{argument.Name}: {argument.Type}").SequenceEqual(arguments))
            _problems.Add($"{field} does not fit {query}: it has its type and its arguments, and since: LogPosition.");
    }

    private void CheckInput(Field field, Type command)
    {
        if (field.Argument("input")?.Type.Named is InputObjectType input)
            CheckInput(input, command, "commandId", "onBehalf", "reference");
        else
            _problems.Add($"{field} has no argument input with an input object.");
    }

    private void CheckInput(InputObjectType input, Type record, params IReadOnlyList<string> except)
    {
        // An input may hold itself: a policy's rule is a tree.
        if (!_checked.Add((input, record)))
            return;
        var parameters = InputRecord.FieldsOf(record).ToList();
        foreach (var (name, type) in parameters)
        {
            var element = ElementOf(type);
            if (input.Field(name) is not { } field)
                _problems.Add($"{input.Name} lacks the field {name} of {record.Name}.");
            else if (type.IsValueType && Nullable.GetUnderlyingType(type) is null && field.Type is not NonNullType)
                _problems.Add($"{input.Name}.{name} may be null, which {record.Name} does not take.");
            else if (field.Type.Named is InputObjectType nested)
                CheckInput(nested, element);
            else if (field.Type.Named is EnumType names && !(element.IsEnum && names.Values.All(value => Enum.TryParse(element, value.Name.Replace("_", "", StringComparison.Ordinal), ignoreCase: true, out _))))
                _problems.Add($"{input.Name}.{name} has values that {element.Name} has not.");
        }

        foreach (var extra in input.Fields.Select(field => field.Name).Except([.. parameters.Select(parameter => parameter.Field), .. except]))
            _problems.Add($"{input.Name}.{extra} is not taken by {record.Name}.");
    }

    /// <summary>The type itself, or what a list of it holds; without Nullable.</summary>
    private static Type ElementOf(Type type)
    {
        var element = type != typeof(string) && type.IsGenericType && type.IsAssignableTo(typeof(IEnumerable)) ? type.GetGenericArguments()[^1] : type;
        return Nullable.GetUnderlyingType(element) ?? element;
    }
}
