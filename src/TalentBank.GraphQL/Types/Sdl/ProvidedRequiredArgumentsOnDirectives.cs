using TalentBank.GraphQL.Language;

namespace TalentBank.GraphQL.Types.Sdl;

/// <summary>A directive is given the arguments that it requires. Specification, section 5.4.3.</summary>
internal static class ProvidedRequiredArgumentsOnDirectives
{
    public static void Check(SdlContext context)
    {
        foreach (var directive in context.Applied)
        {
            if (context.Directive(directive.Name.Value) is not { } definition)
                continue;
            foreach (var argument in definition.Arguments)
            {
                var isRequired = argument is { Type: Ast.NonNullType, DefaultValue: null };
                if (isRequired && !directive.Arguments.Any(given => given.Name.Value == argument.Name.Value))
                {
                    context.Report(
                        $"Directive \"@{directive.Name.Value}\" argument \"{argument.Name.Value}\" of type \"{argument.Type}\" is required, but it was not provided.",
                        directive);
                }
            }
        }
    }
}
