using TalentBank.GraphQL.Language;

namespace TalentBank.GraphQL.Validation.Rules;

/// <summary>
/// The schema is not told: for a service whose clients have it from elsewhere. Not of the specification; <c>__typename</c>
/// stays, since clients need it to read what they get.
/// </summary>
public sealed class NoSchemaIntrospection(ValidationContext context) : Rule
{
    public override void Enter(Ast.Node node)
    {
        if (node is Ast.Field field && context.Position.Output?.Named.IsIntrospection == true)
        {
            context.Report(
                $"GraphQL introspection has been disabled, but the requested query contained the field \"{field.Name.Value}\".", field);
        }
    }
}
