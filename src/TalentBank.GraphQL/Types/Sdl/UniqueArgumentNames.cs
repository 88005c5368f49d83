namespace TalentBank.GraphQL.Types.Sdl;

/// <summary>An argument is given once. Specification, section 5.4.2.</summary>
internal static class UniqueArgumentNames
{
    public static void Check(SdlContext context)
    {
        foreach (var directive in context.Applied)
        {
            foreach (var same in directive.Arguments.Select(static argument => argument.Name).GroupBy(static name => name.Value))
            {
                if (same.Skip(1).Any())
                    context.Report($"There can be only one argument named \"{same.Key}\".", [.. same]);
            }
        }
    }
}
