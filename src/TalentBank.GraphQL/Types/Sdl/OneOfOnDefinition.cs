using TalentBank.GraphQL.Language;

namespace TalentBank.GraphQL.Types.Sdl;

/// <summary>
/// An extension does not make an input object a OneOf one: that would change what its fields mean.
/// Specification, section 3.10.3.
/// </summary>
internal static class OneOfOnDefinition
{
    public static void Check(SdlContext context)
    {
        foreach (var extension in context.Definitions.OfType<Ast.InputObjectTypeDefinition>().Where(static part => part.IsExtension))
        {
            foreach (var directive in extension.Directives.Where(static directive => directive.Name.Value == "oneOf"))
                context.Report($"\"@oneOf\" may not be used on an extension of input object type \"{extension.Name.Value}\".", directive);
        }
    }
}
