using TalentBank.GraphQL.Language;
using TalentBank.GraphQL.Validation;

namespace TalentBank.GraphQL.Types.Sdl;

/// <summary>An extension extends a type that is defined and of its kind. Specification, section 3.4.3.</summary>
internal static class PossibleTypeExtensions
{
    public static void Check(SdlContext context)
    {
        foreach (var extension in context.Definitions.OfType<Ast.TypeDefinition>().Where(static part => part.IsExtension))
        {
            var name = extension.Name.Value;
            var here = context.Types.GetValueOrDefault(name);
            var extended = here ?? context.Extended?.Type(name)?.Definitions[0];
            if (extended is null)
            {
                var known = context.Types.Keys.Concat(context.Extended?.Types.Select(static type => type.Name) ?? []);
                var suggestion = Suggestions.DidYouMean(Suggestions.Near(name, known));
                context.Report($"Cannot extend type \"{name}\" because it is not defined.{suggestion}", extension.Name);
            }
            else if (extended.GetType() != extension.GetType())
            {
                context.Report($"Cannot extend non-{Kind(extension)} type \"{name}\".", here is null ? [extension] : [here, extension]);
            }
        }
    }

    private static string Kind(Ast.TypeDefinition extension) => extension switch
    {
        Ast.ScalarTypeDefinition => "scalar",
        Ast.ObjectTypeDefinition => "object",
        Ast.InterfaceTypeDefinition => "interface",
        Ast.UnionTypeDefinition => "union",
        Ast.EnumTypeDefinition => "enum",
        _ => "input object",
    };
}
