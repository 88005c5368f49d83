using System.Collections;
using System.Reflection;
using TalentBank.EventStore.ReadModels;
using TalentBank.GraphQL.Types;
using TalentBank.Ledger;

namespace TalentBank.Server.Api;

/// <summary>
/// Finds for every field of the schema what answers it: a binding of the product, or a property of the object it belongs
/// to. What has neither is listed, and the host does not start.
/// </summary>
public sealed class SchemaBinding
{
    private readonly Schema _schema;
    private readonly Dictionary<string, Binding> _bindings;
    private readonly BindingAnswers _answers;
    private readonly Dictionary<string, FieldAnswer> _fields = [];
    private readonly List<string> _problems = [];
    private readonly Queue<(ObjectType Type, Type Clr)> _open = new();
    private readonly Dictionary<string, Type> _seen = [];

    private SchemaBinding(Schema schema, IReadOnlyList<Binding> bindings, BindingAnswers answers)
    {
        _schema = schema;
        _bindings = bindings.ToDictionary(binding => binding.Field);
        _answers = answers;
    }

    /// <summary>The answer of every field by its coordinate, and a sentence for everything that does not fit.</summary>
    public static (IReadOnlyDictionary<string, FieldAnswer> Fields, IReadOnlyList<string> Problems) Bind(
        Schema schema, IReadOnlyList<Binding> bindings, BindingAnswers answers)
    {
        var it = new SchemaBinding(schema, bindings, answers);
        foreach (var root in new[] { schema.QueryType, schema.MutationType }.OfType<ObjectType>())
            it.Walk(root, typeof(void));
        foreach (var (model, type) in Bank.Nodes.Values)
            it.Meet(schema.Type(type), model.DocumentType);
        while (it._open.TryDequeue(out var next))
            it.Walk(next.Type, next.Clr);

        foreach (var type in schema.Types.OfType<ObjectType>().Where(type => !type.IsIntrospection && !it._seen.ContainsKey(type.Name) && type != schema.QueryType && type != schema.MutationType))
            it._problems.Add($"{type.Name} is never reached: no binding answers with it.");
        foreach (var unused in it._bindings.Keys.Except(it._fields.Keys))
            it._problems.Add($"{unused} is bound, but the schema has no such field.");
        return (it._fields, it._problems);
    }

    private void Walk(ObjectType type, Type clr)
    {
        foreach (var field in type.Fields)
        {
            var coordinate = field.ToString();
            if (_bindings.TryGetValue(coordinate, out var binding))
                Bind(field, binding);
            else if (clr.GetProperty(char.ToUpperInvariant(field.Name[0]) + field.Name[1..]) is { } property)
                BindProperty(field, property);
            else
                _problems.Add($"{coordinate} has no binding, and {clr.Name} has no such property.");
        }
    }

    private void Bind(Field field, Binding binding)
    {
        switch (binding)
        {
            case Binding.Sends sends:
                CheckInput(field, sends.Command);
                _fields[binding.Field] = _answers.Sends(sends, field.Name);
                Meet(field.Type.Named, typeof(Payload));
                break;
            case Binding.Answers answers:
                _fields[binding.Field] = Converted(field, answers.Answer, _answers.Answers(answers));
                Meet(field.Type.Named, ElementOf(answers.Answer));
                break;
            case Binding.Shows shows:
                _fields[binding.Field] = _answers.Shows(shows);
                Meet(field.Type.Named, shows.Model.DocumentType);
                break;
            case Binding.Lists lists:
                _fields[binding.Field] = _answers.Lists(lists, Connections.ArgumentsOf(field, lists.Model, _problems));
                Meet(field.Type.Named, typeof(Connection));
                MeetConnection(field, lists.Model);
                break;
        }
    }

    /// <summary>A connection's edges and nodes hold the model's documents.</summary>
    private void MeetConnection(Field field, DocumentModel model)
    {
        if (field.Type.Named is ObjectType connection && connection.Field("nodes") is { } nodes)
            Meet(nodes.Type.Named, model.DocumentType);
    }

    private void BindProperty(Field field, PropertyInfo property)
    {
        var get = property.GetMethod!;
        var read = Getter(get);
        _fields[field.ToString()] = Converted(field, property.PropertyType, (parent, _, _, _) => ValueTask.FromResult(read(parent!)));
        if (property.DeclaringType == typeof(ConnectionEdge) || property.DeclaringType == typeof(Connection) && field.Name == "nodes")
            return;
        Meet(field.Type.Named, ElementOf(property.PropertyType));
    }

    private static Func<object, object?> Getter(MethodInfo get)
    {
        var parent = System.Linq.Expressions.Expression.Parameter(typeof(object));
        var call = System.Linq.Expressions.Expression.Call(System.Linq.Expressions.Expression.Convert(parent, get.DeclaringType!), get);
        return System.Linq.Expressions.Expression.Lambda<Func<object, object?>>(System.Linq.Expressions.Expression.Convert(call, typeof(object)), parent).Compile();
    }

    /// <summary>Enum values go out by their names in the schema; personal data is opened.</summary>
    private static FieldAnswer Converted(Field field, Type clr, FieldAnswer answer)
    {
        var element = ElementOf(clr);
        if (element == typeof(Personal))
            return async (parent, arguments, view, cancel) => await answer(parent, arguments, view, cancel) is Personal personal ? await view.Open(personal, cancel) : null;
        if (field.Type.Named is not EnumType || !element.IsEnum)
            return answer;

        var names = Enum.GetValues(element).Cast<object>().ToDictionary(value => value, value => System.Text.Json.JsonNamingPolicy.SnakeCaseUpper.ConvertName(value.ToString()!));
        return async (parent, arguments, view, cancel) => await answer(parent, arguments, view, cancel) switch
        {
            null => null,
            IEnumerable list => list.Cast<object>().Select(value => names[value]).ToList(),
            var value => names[value],
        };
    }

    private void Meet(NamedType? type, Type clr)
    {
        if (type is not ObjectType target)
            return;
        if (_seen.TryAdd(target.Name, clr))
            _open.Enqueue((target, clr));
        else if (_seen[target.Name] != clr)
            _problems.Add($"{target.Name} is answered by {_seen[target.Name].Name} and by {clr.Name}.");
    }

    private void CheckInput(Field field, Type command)
    {
        if (field.Argument("input")?.Type.Named is not InputObjectType input)
        {
            _problems.Add($"{field} has no argument input with an input object.");
            return;
        }

        CheckInput(input, command, except: "commandId");
    }

    private void CheckInput(InputObjectType input, Type record, string? except = null)
    {
        var parameters = InputRecord.FieldsOf(record).ToList();
        foreach (var missing in parameters.Where(parameter => input.Field(parameter.Field) is null))
            _problems.Add($"{input.Name} lacks the field {missing.Field} of {record.Name}.");
        foreach (var extra in input.Fields.Where(field => field.Name != except && parameters.All(parameter => parameter.Field != field.Name)))
            _problems.Add($"{input.Name}.{extra.Name} is not taken by {record.Name}.");
        foreach (var (name, type) in parameters)
        {
            if (input.Field(name) is not { } field)
                continue;
            var element = ElementOf(type);
            if (field.Type is not NonNullType && element.IsValueType && Nullable.GetUnderlyingType(type) is null && type == element)
                _problems.Add($"{input.Name}.{name} may be null, which {record.Name} does not take.");
            if (field.Type.Named is InputObjectType nested)
                CheckInput(nested, element);
        }
    }

    /// <summary>The type itself, or what a list of it holds; without Nullable.</summary>
    private static Type ElementOf(Type type)
    {
        var element = type != typeof(string) && !type.IsAssignableTo(typeof(IDictionary)) && type.IsGenericType && type.IsAssignableTo(typeof(IEnumerable))
            ? type.GetGenericArguments()[^1]
            : type;
        return Nullable.GetUnderlyingType(element) ?? element;
    }
}
