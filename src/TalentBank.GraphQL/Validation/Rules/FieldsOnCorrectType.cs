using TalentBank.GraphQL.Language;
using TalentBank.GraphQL.Types;

namespace TalentBank.GraphQL.Validation.Rules;

/// <summary>A selected field is defined on the type it is selected from. Specification, section 5.3.1.</summary>
public sealed class FieldsOnCorrectType(ValidationContext context) : Rule
{
    public override void Enter(Ast.Node node)
    {
        if (node is not Ast.Field field || context.Position is not { Parent: { } parent, Field: null })
            return;
        var name = field.Name.Value;
        var suggestion = context.Options.Suggestions ? Suggest(parent, name) : "";
        context.Report($"Cannot query field \"{name}\" on type \"{parent}\".{suggestion}", field);
    }

    /// <summary>A fragment on a type that has such a field, else a field whose name is near.</summary>
    private string Suggest(CompositeType parent, string name)
    {
        var types = parent.IsAbstract ? TypesWith(parent, name) : [];
        if (types.Count > 0)
            return Suggestions.DidYouMean(types, "to use an inline fragment on");
        return parent is ImplementingType type ? context.Suggest(name, type.Fields.Select(known => known.Name)) : "";
    }

    /// <summary>Interfaces first, those that most of the possible types implement before others; then the types themselves.</summary>
    private static List<string> TypesWith(CompositeType parent, string field)
    {
        var having = parent.PossibleTypes.Where(type => type.Field(field) is not null).ToList();
        var interfaces = having
            .SelectMany(type => type.Interfaces)
            .Where(type => type.Field(field) is not null)
            .CountBy(type => type.Name)
            .OrderByDescending(count => count.Value)
            .ThenBy(count => count.Key, StringComparer.Ordinal)
            .Select(count => count.Key);
        return [.. interfaces, .. having.Select(type => type.Name)];
    }
}
