using System.Collections.Frozen;

namespace TalentBank.GraphQL.Language;

/// <summary>The names that SDL writes for <see cref="DirectiveLocation"/>: <c>FIELD_DEFINITION</c>.</summary>
public static class DirectiveLocations
{
    public static readonly FrozenDictionary<string, DirectiveLocation> ByName = new Dictionary<string, DirectiveLocation>
    {
        ["QUERY"] = DirectiveLocation.Query,
        ["MUTATION"] = DirectiveLocation.Mutation,
        ["SUBSCRIPTION"] = DirectiveLocation.Subscription,
        ["FIELD"] = DirectiveLocation.Field,
        ["FRAGMENT_DEFINITION"] = DirectiveLocation.FragmentDefinition,
        ["FRAGMENT_SPREAD"] = DirectiveLocation.FragmentSpread,
        ["INLINE_FRAGMENT"] = DirectiveLocation.InlineFragment,
        ["VARIABLE_DEFINITION"] = DirectiveLocation.VariableDefinition,
        ["SCHEMA"] = DirectiveLocation.Schema,
        ["SCALAR"] = DirectiveLocation.Scalar,
        ["OBJECT"] = DirectiveLocation.Object,
        ["FIELD_DEFINITION"] = DirectiveLocation.FieldDefinition,
        ["ARGUMENT_DEFINITION"] = DirectiveLocation.ArgumentDefinition,
        ["INTERFACE"] = DirectiveLocation.Interface,
        ["UNION"] = DirectiveLocation.Union,
        ["ENUM"] = DirectiveLocation.Enum,
        ["ENUM_VALUE"] = DirectiveLocation.EnumValue,
        ["INPUT_OBJECT"] = DirectiveLocation.InputObject,
        ["INPUT_FIELD_DEFINITION"] = DirectiveLocation.InputFieldDefinition,
        ["DIRECTIVE_DEFINITION"] = DirectiveLocation.DirectiveDefinition,
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<DirectiveLocation, string> Names =
        ByName.ToFrozenDictionary(static entry => entry.Value, static entry => entry.Key);

    public static string SdlName(this DirectiveLocation location) => Names[location];
}
