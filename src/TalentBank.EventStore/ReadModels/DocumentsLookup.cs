using Npgsql;

namespace TalentBank.EventStore.ReadModels;

/// <summary>The documents under these keys; keys without a document are left out.</summary>
public sealed class DocumentsLookup(DocumentModel model, IReadOnlyCollection<string> keys) : Lookup<IReadOnlyDictionary<string, object>>
{
    private DocumentTable? _table;

    internal override IReadOnlyList<Statement> Statements(ReadModelStore store, string zone)
    {
        _table = (DocumentTable)store.TableOf(model);
        var select = new Statement();
        return [select.Add($"select key, document from {_table.Quoted} where zone = {select.Value(zone)} and key = any({select.Values(keys)})")];
    }

    internal override async Task Read(NpgsqlDataReader reader, CancellationToken cancel)
    {
        var documents = new Dictionary<string, object>();
        while (await reader.ReadAsync(cancel)) documents.Add(reader.GetString(0), _table!.Document(reader, 1));
        Found = documents;
    }
}
