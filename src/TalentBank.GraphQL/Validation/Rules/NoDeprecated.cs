using TalentBank.GraphQL.Language;
using TalentBank.GraphQL.Types;

namespace TalentBank.GraphQL.Validation.Rules;

/// <summary>
/// Nothing <c>@deprecated</c> is used: for a client's own documents, before they are shipped. Not of the specification,
/// where deprecated things still work (section 3.13.3).
/// </summary>
public sealed class NoDeprecated(ValidationContext context) : Rule
{
    public override void Enter(Ast.Node node)
    {
        var position = context.Position;
        switch (node)
        {
            case Ast.Field when position.Field is { DeprecationReason: { } reason } field:
                context.Report($"The field {position.Parent}.{field.Name} is deprecated. {reason}", node);
                break;
            case Ast.Argument when position.Argument is { DeprecationReason: { } reason } argument:
                var owner = position.Directive is { } directive ? $"Directive \"{directive}\"" : $"Field \"{position.Parent}.{position.Field?.Name}\"";
                context.Report($"{owner} argument \"{argument.Name}\" is deprecated. {reason}", node);
                break;
            case Ast.ObjectField given when position.Within?.Field(given.Name.Value) is { DeprecationReason: { } reason }:
                context.Report($"The input field {position.Within}.{given.Name.Value} is deprecated. {reason}", node);
                break;
            case Ast.EnumValue given when (position.Input?.Named as EnumType)?.Value(given.Value) is { DeprecationReason: { } reason }:
                context.Report($"The enum value \"{position.Input!.Named}.{given.Value}\" is deprecated. {reason}", node);
                break;
        }
    }
}
