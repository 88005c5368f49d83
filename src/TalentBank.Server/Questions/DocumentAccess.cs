using TalentBank.Access;
using TalentBank.EventStore.ReadModels;

namespace TalentBank.Server.Questions;

/// <summary>The access table, applied to documents: the same rows for one document and for lists.</summary>
public static class DocumentAccess
{
    private static readonly Dictionary<DocumentModel, ReadAccess> Rows = AccessTable.Documents.ToDictionary(row => row.Model);

    /// <summary>What must hold of the documents that the actor sees.</summary>
    public static IReadOnlyList<Condition> Within(DocumentModel model, Actor actor) => Rows[model].Within(actor);

    /// <summary>Whether who sees documents within these conditions sees this one.</summary>
    public static bool Sees(DocumentModel model, IReadOnlyList<Condition> within, object document) => within.All(condition =>
    {
        var column = model.Columns.First(column => column.Name == condition.Column);
        return condition.Values.Contains(column.ValueOf(document));
    });
}
