using TalentBank.GraphQL.Language;

namespace TalentBank.GraphQL.Types.Rules;

/// <summary>The root types are objects, the query type must be there. Specification, section 3.3.1.</summary>
internal static class RootTypes
{
    public static void Check(SchemaContext context)
    {
        foreach (var operation in Enum.GetValues<OperationType>())
        {
            if (context.Schema.RootType(operation) is not null)
                continue;
            var declared = Declared(context.Schema, operation);
            var optional = operation == OperationType.Query ? "" : " if provided";
            if (declared is not null)
                context.Report($"{operation} root type must be Object type{optional}, it cannot be {declared.Name.Value}.", declared);
            else if (IsByName(context.Schema) && context.Schema.Type(operation.ToString()) is { } type)
                context.Report($"{operation} root type must be Object type{optional}, it cannot be {type}.", type.Definitions[0]);
            else if (operation == OperationType.Query)
                context.Report("Query root type must be provided.", context.Schema.Definitions.FirstOrDefault(static part => !part.IsExtension));
        }
    }

    private static Ast.NamedType? Declared(Schema schema, OperationType operation) =>
        schema.Definitions.SelectMany(static part => part.OperationTypes).LastOrDefault(root => root.Operation == operation)?.Type;

    private static bool IsByName(Schema schema) => !schema.Definitions.Any(static part => !part.IsExtension);
}
