using TalentBank.GraphQL.Language;

namespace TalentBank.GraphQL.Validation.Rules;

/// <summary>Scalars and enums have no selections, everything else must have some. Specification, section 5.3.3.</summary>
public sealed class ScalarLeafs(ValidationContext context) : Rule
{
    public override void Enter(Ast.Node node)
    {
        if (node is not Ast.Field field || context.Position.Output is not { } type)
            return;
        var name = field.Name.Value;
        if (type.Named.IsLeaf)
        {
            if (field.SelectionSet is { } selectionSet)
                context.Report($"Field \"{name}\" must not have a selection since type \"{type}\" has no subfields.", selectionSet);
        }
        else if (field.SelectionSet is null)
        {
            var suggestion = context.Options.Suggestions ? $" Did you mean \"{name} {{ ... }}\"?" : "";
            context.Report($"Field \"{name}\" of type \"{type}\" must have a selection of subfields.{suggestion}", field);
        }
    }
}
