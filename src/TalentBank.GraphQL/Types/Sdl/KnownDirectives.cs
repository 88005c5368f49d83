using TalentBank.GraphQL.Language;

namespace TalentBank.GraphQL.Types.Sdl;

/// <summary>A directive is defined, and for the place it is at. Specification, section 3.13.</summary>
internal static class KnownDirectives
{
    public static void Check(SdlContext context)
    {
        foreach (var part in context.Parts)
        {
            var location = part.Location.SdlName();
            foreach (var directive in part.Directives)
            {
                var name = directive.Name.Value;
                if (context.Directive(name) is not { } definition)
                    context.Report($"Unknown directive \"@{name}\".", directive);
                else if (!definition.Locations.Any(known => known.Value == location))
                    context.Report($"Directive \"@{name}\" may not be used on {location}.", directive);
            }
        }
    }
}
