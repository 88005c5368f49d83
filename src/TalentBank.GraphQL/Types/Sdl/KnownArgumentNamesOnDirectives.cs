using TalentBank.GraphQL.Validation;

namespace TalentBank.GraphQL.Types.Sdl;

/// <summary>A directive is given arguments that it has. Specification, section 5.4.1.</summary>
internal static class KnownArgumentNamesOnDirectives
{
    public static void Check(SdlContext context)
    {
        foreach (var directive in context.Applied)
        {
            if (context.Directive(directive.Name.Value) is not { } definition)
                continue;
            var known = definition.Arguments.Select(static argument => argument.Name.Value).ToHashSet();
            foreach (var argument in directive.Arguments)
            {
                var name = argument.Name.Value;
                if (!known.Contains(name))
                    context.Report($"Unknown argument \"{name}\" on directive \"@{directive.Name.Value}\".{Suggestions.DidYouMean(Suggestions.Near(name, known))}", argument);
            }
        }
    }
}
