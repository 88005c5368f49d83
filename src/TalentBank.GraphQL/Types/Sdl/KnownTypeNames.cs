using TalentBank.GraphQL.Validation;

namespace TalentBank.GraphQL.Types.Sdl;

/// <summary>Every type named is defined. Specification, section 3.3.</summary>
internal static class KnownTypeNames
{
    public static void Check(SdlContext context)
    {
        var known = BuiltInDefinitions.Types.Keys.Concat(context.Types.Keys);
        if (context.Extended is not null)
            known = known.Concat(context.Extended.Types.Select(static type => type.Name));
        var names = known.ToHashSet();
        foreach (var type in context.Definitions.SelectMany(SdlParts.TypesNamedIn))
        {
            var name = type.Name.Value;
            if (!names.Contains(name))
                context.Report($"Unknown type \"{name}\".{Suggestions.DidYouMean(Suggestions.Near(name, names))}", type);
        }
    }
}
