using Npgsql;

namespace TalentBank.EventStore.ReadModels;

/// <summary>How many documents there are; or of each of several parts, by one statement for all of them.</summary>
public sealed class CountsLookup(DocumentModel model, IReadOnlyList<Condition> where, IReadOnlyList<Part>? parts = null) : Lookup<IReadOnlyList<long>>
{
    private readonly DocumentSelection _selection = new(model);
    private readonly int _count = parts?.Count ?? 1;

    internal override IReadOnlyList<Statement> Statements(ReadModelStore store, string zone)
    {
        var each = new DocumentParts(_selection, parts);
        var count = new Statement();
        return [count.Add(each.Each(count, $"select count(*) from {store.TableOf(model).Quoted} where {_selection.Where(count, zone, where)}{each.Own}"))];
    }

    internal override async Task Read(NpgsqlDataReader reader, CancellationToken cancel)
    {
        var counts = new long[_count];
        while (await reader.ReadAsync(cancel)) counts[reader.GetInt32(0)] = reader.GetInt64(1);
        Found = counts;
    }
}
