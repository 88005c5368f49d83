namespace TalentBank.GraphQL.Types.Rules;

/// <summary>
/// An input object has fields, and these are defined well; those of a OneOf input object can be left out.
/// Specification, section 3.10, Type Validation.
/// </summary>
internal static class InputFields
{
    public static void Check(SchemaContext context)
    {
        foreach (var type in context.Types.OfType<InputObjectType>())
        {
            if (type.Fields.IsEmpty)
                context.Report($"Input Object type {type} must define one or more fields.", type.Definitions);
            foreach (var field in type.Fields)
            {
                context.CheckInput(field, $"{type}.{field.Name}", "input field", field.Definition.Type);
                if (type.IsOneOf && field.Type is NonNullType)
                    context.Report($"OneOf input field {type}.{field.Name} must be nullable.", field.Definition.Type);
                if (type.IsOneOf && field.HasDefault)
                    context.Report($"OneOf input field {type}.{field.Name} cannot have a default value.", field.Definition);
            }
        }
    }
}
