using TalentBank.GraphQL.Language;

namespace TalentBank.GraphQL.Types.Sdl;

/// <summary>Each kind of operation has one root type. Specification, section 3.3.1.</summary>
internal static class UniqueOperationTypes
{
    public static void Check(SdlContext context)
    {
        var known = new Dictionary<OperationType, Ast.RootOperationTypeDefinition>();
        foreach (var root in context.Definitions.OfType<Ast.SchemaDefinition>().SelectMany(static part => part.OperationTypes))
        {
            var operation = root.Operation.Keyword();
            if (context.Extended?.RootType(root.Operation) is not null)
                context.Report($"Type for {operation} already defined in the schema. It cannot be redefined.", root);
            else if (!known.TryAdd(root.Operation, root))
                context.Report($"There can be only one {operation} type in schema.", known[root.Operation], root);
        }
    }
}
