using TalentBank.GraphQL.Language;

namespace TalentBank.GraphQL.Types.Sdl;

/// <summary>A field of an input object is given once, in defaults and in the arguments of directives. Specification, section 5.6.3.</summary>
internal static class UniqueInputFieldNames
{
    public static void Check(SdlContext context)
    {
        foreach (var part in context.Parts)
        {
            if (part.Node is Ast.InputValueDefinition { DefaultValue: { } value })
                Check(context, value);
            foreach (var argument in part.Directives.SelectMany(static directive => directive.Arguments))
                Check(context, argument.Value);
        }
    }

    private static void Check(SdlContext context, Ast.Value value)
    {
        switch (value)
        {
            case Ast.ListValue list:
                foreach (var item in list.Values)
                    Check(context, item);
                break;
            case Ast.ObjectValue map:
                var known = new Dictionary<string, Ast.Node>();
                foreach (var field in map.Fields)
                {
                    context.ReportRepeated(known, field.Name, field.Name, $"There can be only one input field named \"{field.Name.Value}\".");
                    Check(context, field.Value);
                }
                break;
        }
    }
}
