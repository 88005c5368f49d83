using System.Collections.Frozen;
using TalentBank.GraphQL.Language;

namespace TalentBank.GraphQL.Types.Introspection;

/// <summary>
/// What each field of the introspection types answers, from the type system's own objects (specification, section 4.2).
/// </summary>
internal static class IntrospectionFields
{
    /// <summary>By schema coordinate: <c>__Type.name</c>.</summary>
    public static readonly FrozenDictionary<string, Func<object?, IReadOnlyDictionary<string, object?>, object?>> All =
        new Dictionary<string, Func<object?, IReadOnlyDictionary<string, object?>, object?>>
        {
            ["__Schema.description"] = Of<Schema>(static schema => schema.Description),
            ["__Schema.types"] = Of<Schema>(static schema => schema.Types),
            ["__Schema.queryType"] = Of<Schema>(static schema => schema.QueryType),
            ["__Schema.mutationType"] = Of<Schema>(static schema => schema.MutationType),
            ["__Schema.subscriptionType"] = Of<Schema>(static schema => schema.SubscriptionType),
            ["__Schema.directives"] = Of<Schema>(static (schema, arguments) =>
                InUse(schema.DirectiveDefinitions, static directive => directive.DeprecationReason, arguments)),

            ["__Type.kind"] = Of<GraphQLType>(Kind),
            ["__Type.name"] = Of<GraphQLType>(static type => (type as NamedType)?.Name),
            ["__Type.description"] = Of<GraphQLType>(static type => (type as NamedType)?.Description),
            ["__Type.specifiedByURL"] = Of<GraphQLType>(static type => (type as ScalarType)?.SpecifiedBy),
            ["__Type.fields"] = Of<GraphQLType>(static (type, arguments) => type is ImplementingType implementing
                ? InUse(implementing.Fields, static field => field.DeprecationReason, arguments)
                : null),
            ["__Type.interfaces"] = Of<GraphQLType>(static type => type is ImplementingType implementing ? implementing.Interfaces : null),
            ["__Type.possibleTypes"] = Of<GraphQLType>(static type => type is CompositeType { IsAbstract: true } composite ? composite.PossibleTypes : null),
            ["__Type.enumValues"] = Of<GraphQLType>(static (type, arguments) => type is EnumType enumType
                ? InUse(enumType.Values, static value => value.DeprecationReason, arguments)
                : null),
            ["__Type.inputFields"] = Of<GraphQLType>(static (type, arguments) => type is InputObjectType input
                ? InUse(input.Fields, static field => field.DeprecationReason, arguments)
                : null),
            ["__Type.ofType"] = Of<GraphQLType>(static type => (type as ListType)?.Of ?? (type as NonNullType)?.Of),
            ["__Type.isOneOf"] = Of<GraphQLType>(static type => (type as InputObjectType)?.IsOneOf),

            ["__Field.name"] = Of<Field>(static field => field.Name),
            ["__Field.description"] = Of<Field>(static field => field.Description),
            ["__Field.args"] = Of<Field>(static (field, arguments) =>
                InUse(field.Arguments, static argument => argument.DeprecationReason, arguments)),
            ["__Field.type"] = Of<Field>(static field => field.Type),
            ["__Field.isDeprecated"] = Of<Field>(static field => field.DeprecationReason is not null),
            ["__Field.deprecationReason"] = Of<Field>(static field => field.DeprecationReason),

            ["__InputValue.name"] = Of<InputValue>(static input => input.Name),
            ["__InputValue.description"] = Of<InputValue>(static input => input.Description),
            ["__InputValue.type"] = Of<InputValue>(static input => input.Type),
            ["__InputValue.defaultValue"] = Of<InputValue>(static input => input.HasDefault ? DefaultPrint.Of(input) : null),
            ["__InputValue.isDeprecated"] = Of<InputValue>(static input => input.DeprecationReason is not null),
            ["__InputValue.deprecationReason"] = Of<InputValue>(static input => input.DeprecationReason),

            ["__EnumValue.name"] = Of<EnumValue>(static value => value.Name),
            ["__EnumValue.description"] = Of<EnumValue>(static value => value.Description),
            ["__EnumValue.isDeprecated"] = Of<EnumValue>(static value => value.DeprecationReason is not null),
            ["__EnumValue.deprecationReason"] = Of<EnumValue>(static value => value.DeprecationReason),

            ["__Directive.name"] = Of<DirectiveDefinition>(static directive => directive.Name),
            ["__Directive.description"] = Of<DirectiveDefinition>(static directive => directive.Description),
            ["__Directive.isRepeatable"] = Of<DirectiveDefinition>(static directive => directive.IsRepeatable),
            ["__Directive.locations"] = Of<DirectiveDefinition>(static directive =>
                directive.Locations.Select(static location => location.SdlName()).ToList()),
            ["__Directive.args"] = Of<DirectiveDefinition>(static (directive, arguments) =>
                InUse(directive.Arguments, static argument => argument.DeprecationReason, arguments)),
            ["__Directive.isDeprecated"] = Of<DirectiveDefinition>(static directive => directive.DeprecationReason is not null),
            ["__Directive.deprecationReason"] = Of<DirectiveDefinition>(static directive => directive.DeprecationReason),
        }.ToFrozenDictionary();

    private static Func<object?, IReadOnlyDictionary<string, object?>, object?> Of<T>(Func<T, object?> answer) =>
        (parent, _) => answer((T)parent!);

    private static Func<object?, IReadOnlyDictionary<string, object?>, object?> Of<T>(
        Func<T, IReadOnlyDictionary<string, object?>, object?> answer) => (parent, arguments) => answer((T)parent!, arguments);

    private static IReadOnlyList<T> InUse<T>(
        IReadOnlyList<T> all, Func<T, string?> deprecationReason, IReadOnlyDictionary<string, object?> arguments) =>
        arguments.GetValueOrDefault("includeDeprecated") is true ? all : [.. all.Where(item => deprecationReason(item) is null)];

    private static string Kind(GraphQLType type) => type switch
    {
        ScalarType => "SCALAR",
        ObjectType => "OBJECT",
        InterfaceType => "INTERFACE",
        UnionType => "UNION",
        EnumType => "ENUM",
        InputObjectType => "INPUT_OBJECT",
        ListType => "LIST",
        _ => "NON_NULL",
    };
}
