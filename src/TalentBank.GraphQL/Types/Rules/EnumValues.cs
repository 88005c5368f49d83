namespace TalentBank.GraphQL.Types.Rules;

/// <summary>An enum has values. Specification, section 3.9, Type Validation.</summary>
internal static class EnumValues
{
    public static void Check(SchemaContext context)
    {
        foreach (var type in context.Types.OfType<EnumType>())
        {
            if (type.Values.IsEmpty)
                context.Report($"Enum type {type} must define one or more values.", type.Definitions);
            foreach (var value in type.Values)
                context.CheckName(value.Name, value.Definition);
        }
    }
}
