using System.Collections.Immutable;
using TalentBank.GraphQL.Language;

namespace TalentBank.GraphQL.Types.Sdl;

/// <summary>The arguments of a field or directive have names of their own. Specification, sections 3.6 and 3.13.</summary>
internal static class UniqueArgumentDefinitionNames
{
    public static void Check(SdlContext context)
    {
        foreach (var definition in context.Definitions)
        {
            if (definition is Ast.DirectiveDefinition directive)
                Check(context, $"@{directive.Name.Value}", directive.Arguments);
            if (definition is not Ast.ImplementingTypeDefinition type)
                continue;
            foreach (var field in type.Fields)
                Check(context, $"{type.Name.Value}.{field.Name.Value}", field.Arguments);
        }
    }

    private static void Check(SdlContext context, string owner, ImmutableArray<Ast.InputValueDefinition> arguments)
    {
        foreach (var same in arguments.Select(static argument => argument.Name).GroupBy(static name => name.Value))
        {
            if (same.Skip(1).Any())
                context.Report($"Argument \"{owner}({same.Key}:)\" can only be defined once.", [.. same]);
        }
    }
}
