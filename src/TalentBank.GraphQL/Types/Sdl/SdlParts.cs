using System.Collections.Immutable;
using TalentBank.GraphQL.Language;

namespace TalentBank.GraphQL.Types.Sdl;

/// <summary>Walks a definition.</summary>
internal static class SdlParts
{
    /// <summary>The definition and what is in it, in the order of the text.</summary>
    public static IEnumerable<SdlPart> Of(Ast.TypeSystemDefinition definition) => definition switch
    {
        Ast.SchemaDefinition schema => [new(schema, schema.Directives, DirectiveLocation.Schema)],
        Ast.DirectiveDefinition directive => Of(directive.Arguments, DirectiveLocation.ArgumentDefinition)
            .Prepend(new(directive, directive.Directives, DirectiveLocation.DirectiveDefinition)),
        Ast.ObjectTypeDefinition type => type.Fields.SelectMany(Of).Prepend(new(type, type.Directives, DirectiveLocation.Object)),
        Ast.InterfaceTypeDefinition type => type.Fields.SelectMany(Of).Prepend(new(type, type.Directives, DirectiveLocation.Interface)),
        Ast.UnionTypeDefinition type => [new(type, type.Directives, DirectiveLocation.Union)],
        Ast.EnumTypeDefinition type => type.Values
            .Select(static value => new SdlPart(value, value.Directives, DirectiveLocation.EnumValue))
            .Prepend(new(type, type.Directives, DirectiveLocation.Enum)),
        Ast.InputObjectTypeDefinition type => Of(type.Fields, DirectiveLocation.InputFieldDefinition)
            .Prepend(new(type, type.Directives, DirectiveLocation.InputObject)),
        _ => [new(definition, ((Ast.TypeDefinition)definition).Directives, DirectiveLocation.Scalar)],
    };

    /// <summary>The references to types in a definition, in the order of the text.</summary>
    public static IEnumerable<Ast.NamedType> TypesNamedIn(Ast.TypeSystemDefinition definition) => definition switch
    {
        Ast.SchemaDefinition schema => schema.OperationTypes.Select(static root => root.Type),
        Ast.DirectiveDefinition directive => directive.Arguments.Select(static argument => Named(argument.Type)),
        Ast.ImplementingTypeDefinition type => type.Interfaces.Concat(type.Fields.SelectMany(static field =>
            field.Arguments.Select(static argument => Named(argument.Type)).Append(Named(field.Type)))),
        Ast.UnionTypeDefinition type => type.Members,
        Ast.InputObjectTypeDefinition type => type.Fields.Select(static field => Named(field.Type)),
        _ => [],
    };

    private static IEnumerable<SdlPart> Of(Ast.FieldDefinition field) =>
        Of(field.Arguments, DirectiveLocation.ArgumentDefinition).Prepend(new(field, field.Directives, DirectiveLocation.FieldDefinition));

    private static IEnumerable<SdlPart> Of(ImmutableArray<Ast.InputValueDefinition> inputs, DirectiveLocation location) =>
        inputs.Select(input => new SdlPart(input, input.Directives, location));

    private static Ast.NamedType Named(Ast.Type type) => type switch
    {
        Ast.NonNullType nonNull => Named(nonNull.Of),
        Ast.ListType list => Named(list.Of),
        _ => (Ast.NamedType)type,
    };
}
