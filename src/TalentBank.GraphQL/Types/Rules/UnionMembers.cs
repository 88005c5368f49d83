using TalentBank.GraphQL.Language;

namespace TalentBank.GraphQL.Types.Rules;

/// <summary>A union has members, each once, and they are objects. Specification, section 3.8, Type Validation.</summary>
internal static class UnionMembers
{
    public static void Check(SchemaContext context)
    {
        foreach (var union in context.Types.OfType<UnionType>())
        {
            var members = union.Definitions.SelectMany(static part => ((Ast.UnionTypeDefinition)part).Members).ToArray();
            if (members.Length == 0)
                context.Report($"Union type {union} must define one or more member types.", union.Definitions);
            foreach (var same in members.GroupBy(static member => member.Name.Value))
            {
                if (same.Skip(1).Any())
                    context.Report($"Union type {union} can only include type {same.Key} once.", same);
                if (context.Schema.Type(same.Key) is not ObjectType)
                    context.Report($"Union type {union} can only include Object types, it cannot include {same.Key}.", same);
            }
        }
    }
}
