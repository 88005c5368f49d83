using System.Text.RegularExpressions;
using TalentBank.GraphQL.Language;

namespace TalentBank.GraphQL.Validation;

/// <summary>The names in a document's text: what its author knows already (<see cref="ValidationOptions.ForeignNames"/>).</summary>
internal sealed partial class OwnNames(Ast.Document document)
{
    private readonly HashSet<string> _names = [.. Name().Matches(document.Location.Source.Text).Select(static match => match.Value)];

    /// <summary>The message without the names it quotes that are not among them: <c>"…"</c> stands for each quotation that has one.</summary>
    public string Keep(string message) =>
        Quotation().Replace(message, quotation => Name().Matches(quotation.Value).All(name => _names.Contains(name.Value)) ? quotation.Value : "\"…\"");

    [GeneratedRegex("[_A-Za-z][_0-9A-Za-z]*", RegexOptions.NonBacktracking)]
    private static partial Regex Name();

    [GeneratedRegex("\"[^\"]*\"", RegexOptions.NonBacktracking)]
    private static partial Regex Quotation();
}
