using TalentBank.Access;
using TalentBank.EventStore.ReadModels;

namespace TalentBank.Server.Questions;

/// <summary>The access table, applied to documents: the same rows for one document and for lists.</summary>
public static class DocumentAccess
{
    private static readonly Dictionary<DocumentModel, ReadAccess> Rows = AccessTable.Documents.ToDictionary(row => row.Model);

    /// <summary>What must hold of the documents that the actor sees.</summary>
    public static IReadOnlyList<Condition> Within(DocumentModel model, Actor actor) => Rows[model].Within(actor);

    /// <summary>Whether the actor sees this document.</summary>
    public static bool Sees(DocumentModel model, Actor actor, object document) => Within(model, actor).All(condition =>
    {
        var column = model.Columns.First(column => column.Name == condition.Column);
        return condition.Values.Contains(column.ValueOf(document));
    });
}
