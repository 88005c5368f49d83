namespace TalentBank.GraphQL.Types.Rules;

/// <summary>Objects and interfaces have fields, and these are defined well. Specification, sections 3.6 and 3.7, Type Validation.</summary>
internal static class Fields
{
    public static void Check(SchemaContext context)
    {
        foreach (var type in context.Types)
        {
            context.CheckName(type.Name, type.Definitions[0]);
            if (type is not ImplementingType implementing)
                continue;
            if (implementing.Fields.IsEmpty)
                context.Report($"Type {type} must define one or more fields.", type.Definitions);
            foreach (var field in implementing.Fields)
            {
                context.CheckName(field.Name, field.Definition);
                if (!field.Type.IsOutput)
                    context.Report($"The type of {field} must be Output Type but got: {field.Type}.", field.Definition.Type);
                foreach (var argument in field.Arguments)
                    context.CheckInput(argument, $"{field}({argument.Name}:)", "argument", argument.Definition.Type);
            }
        }
    }
}
