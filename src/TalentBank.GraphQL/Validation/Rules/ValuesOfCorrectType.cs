using TalentBank.GraphQL.Language;
using TalentBank.GraphQL.Types;

namespace TalentBank.GraphQL.Validation.Rules;

/// <summary>A literal can be coerced to the type expected where it stands. Specification, sections 5.6.1, 5.6.2 and 5.6.4.</summary>
public sealed class ValuesOfCorrectType(ValidationContext context) : Rule
{
    public override void Enter(Ast.Node node)
    {
        switch (node)
        {
            case Ast.Argument argument:
                Check(argument.Value, context.Position.Input, argument.Name.Value);
                break;
            case Ast.VariableDefinition { DefaultValue: { } value } definition:
                Check(value, context.Position.Input, definition.Variable.ToString());
                break;
        }
    }

    /// <param name="value">The literal.</param>
    /// <param name="type">What is expected; null: not known.</param>
    /// <param name="at">Where it stands, for the message: the argument, then the input fields to it.</param>
    private void Check(Ast.Value value, GraphQLType? type, string at)
    {
        switch (value)
        {
            case Ast.Variable:
                break;   // VariablesInAllowedPosition
            case not null when type is null:
                break;   // the argument or field is not known, which its own rule tells
            case Ast.NullValue:
                if (type is NonNullType)
                    Report($"Expected value of type \"{type}\", found null.", value, at);
                break;
            case Ast.ListValue list when type!.Nullable is ListType listType:
                foreach (var item in list.Values)
                    Check(item, listType.Of, at);
                break;
            // A value that is no list stands for a list of one (section 3.11, Input Coercion).
            case Ast.ObjectValue map when type!.Named is InputObjectType inputObject:
                Check(map, inputObject, at);
                break;
            default:
                CheckLeaf(value!, type!.Named, type, at);
                break;
        }
    }

    private void Check(Ast.ObjectValue map, InputObjectType type, string at)
    {
        foreach (var given in map.Fields)
        {
            var name = given.Name.Value;
            if (type.Field(name) is { } field)
            {
                Check(given.Value, field.Type, $"{at}.{name}");
            }
            else
            {
                var suggestion = context.Suggest(name, type.Fields.Select(known => known.Name));
                context.Report($"Field \"{name}\" is not defined by type \"{type}\".{suggestion}", given);
            }
        }
        foreach (var field in type.Fields)
        {
            if (field.IsRequired && !map.Fields.Any(given => given.Name.Value == field.Name))
                context.Report($"Field \"{type}.{field.Name}\" of required type \"{field.Type}\" was not provided.", map);
        }
        if (type.IsOneOf)
            CheckOneOf(map, type);
    }

    private void CheckOneOf(Ast.ObjectValue map, InputObjectType type)
    {
        if (map.Fields is not [var only])
            context.Report($"OneOf Input Object \"{type}\" must specify exactly one key.", map);
        else if (only.Value is Ast.NullValue)
            context.Report($"Field \"{type}.{only.Name.Value}\" must be non-null.", map);
    }

    private void CheckLeaf(Ast.Value value, NamedType type, GraphQLType expected, string at)
    {
        switch (type)
        {
            case ScalarType scalar:
                if (scalar.ParseLiteral(value) is { IsRefused: true, Reason: { } reason })
                    Report(reason, value, at);
                break;
            case EnumType enumType when value is Ast.EnumValue given:
                if (enumType.Value(given.Value) is null)
                    Report($"Value \"{given.Value}\" does not exist in \"{type}\" enum.{Suggest(given.Value, enumType)}", value, at);
                break;
            case EnumType enumType:
                Report($"Enum \"{type}\" cannot represent non-enum value: {value}.{Suggest(value.ToString(), enumType)}", value, at);
                break;
            default:
                Report($"Expected value of type \"{expected}\", found {value}.", value, at);
                break;
        }
    }

    private void Report(string reason, Ast.Value value, string at) => context.Report($"{reason} (at \"{at}\")", value);

    private string Suggest(string given, EnumType type) =>
        context.Suggest(given, type.Values.Select(value => value.Name), "the enum value");
}
