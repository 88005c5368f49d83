using System.Text.Json;
using TalentBank.GraphQL.Language;
using TalentBank.GraphQL.Types;
using TalentBank.GraphQL.Types.Coercion;

namespace TalentBank.GraphQL.Execution;

/// <summary>The fields that one object type has under one response key, merged (specification, section 6.3.2).</summary>
internal sealed class CollectedField
{
    private readonly OperationPlan _plan;
    private readonly int _number;
    private readonly IReadOnlyDictionary<string, object?>? _constantArguments;

    public CollectedField(OperationPlan plan, Field definition, IReadOnlyList<Ast.Field> nodes, FieldBinding binding)
    {
        _plan = plan;
        Definition = definition;
        Nodes = nodes;
        Binding = binding;
        ResponseKey = nodes[0].ResponseKey;
        EncodedKey = JsonEncodedText.Encode(ResponseKey, ResponseWriter.Encoder);
        IsNonNull = definition.Type is NonNullType;
        Leaf = definition.Type.Nullable is { IsLeaf: true } leaf ? (NamedType)leaf : null;
        PlainType = (Leaf as ScalarType)?.Name switch
        {
            "String" or "ID" => typeof(string),
            "Int" => typeof(int),
            "Boolean" => typeof(bool),
            _ => null,
        };
        if (definition.Type.Named is CompositeType type)
            Selections = new SelectionPlan(plan, type, [.. nodes.Select(node => node.SelectionSet).OfType<Ast.SelectionSet>()]);
        if (definition.Arguments.IsEmpty)
            _constantArguments = ArgumentCoercion.None;
        else if (!nodes[0].Arguments.Any(argument => MentionsVariable(argument.Value)))
            _constantArguments = ArgumentCoercion.Coerce(definition.Arguments, nodes[0].Arguments, nodes[0], null, out _);
        _number = _constantArguments is null ? plan.NextNumber() : -1;
    }

    public string ResponseKey { get; }

    public JsonEncodedText EncodedKey { get; }

    public Field Definition { get; }

    public IReadOnlyList<Ast.Field> Nodes { get; }

    public FieldBinding Binding { get; }

    public bool IsNonNull { get; }

    /// <summary>The field's type if it is a leaf and no list.</summary>
    public NamedType? Leaf { get; }

    /// <summary>The CLR type whose values the leaf carries as they are; null if there is none.</summary>
    public Type? PlainType { get; }

    /// <summary>What is selected from the value; null for a leaf.</summary>
    public SelectionPlan? Selections { get; }

    /// <summary>CoerceArgumentValues() (section 6.4.1), once for the document or, with variables, once for the request.</summary>
    public IReadOnlyDictionary<string, object?>? Arguments(OperationExecution execution, out GraphQLError? error)
    {
        error = null;
        if (_constantArguments is not null)
            return _constantArguments;
        var known = execution.ArgumentsByNumber;
        if (_number < known.Length && known[_number] is { } coerced)
            return coerced;
        var arguments = ArgumentCoercion.Coerce(Definition.Arguments, Nodes[0].Arguments, Nodes[0], execution.Variables, out error);
        if (_number < known.Length)
            known[_number] = arguments;
        return arguments;
    }

    private static bool MentionsVariable(Ast.Value value) => value switch
    {
        Ast.Variable => true,
        Ast.ListValue list => list.Values.Any(MentionsVariable),
        Ast.ObjectValue map => map.Fields.Any(field => MentionsVariable(field.Value)),
        _ => false,
    };
}
