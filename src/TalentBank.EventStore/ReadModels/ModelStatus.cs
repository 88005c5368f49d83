using Npgsql;

namespace TalentBank.EventStore.ReadModels;

/// <summary>How one read model stands.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Version">Its version.</param>
/// <param name="Position">The log position that it includes.</param>
/// <param name="Behind">How many positions the log is ahead of it.</param>
/// <param name="Owner">The daemon that feeds it; null where nobody does now.</param>
/// <param name="SetAside">How many facts it could not take: per document, all that follow the first.</param>
public sealed record ModelStatus(string Name, int Version, long Position, long Behind, Guid? Owner, long SetAside)
{
    /// <summary>Whether a daemon feeds it now.</summary>
    public bool Fed => Owner is not null;

    /// <summary>All read models of the store, in its order; one that was never prepared is not among them. Cheap at any size.</summary>
    public static async Task<IReadOnlyList<ModelStatus>> Of(ReadModelStore store, CancellationToken cancel = default)
    {
        await using var connection = await store.Open(cancel);
        return await Of(store, connection, cancel);
    }

    internal static async Task<IReadOnlyList<ModelStatus>> Of(ReadModelStore store, NpgsqlConnection connection, CancellationToken cancel)
    {
        var models = store.Models.ToDictionary(model => store.TableOf(model).Progress);
        await using var command = new NpgsqlCommand(
            """
            select p.name, p.last_seq_id, l.owner,
                   (select count(*) from talentbank.dead_letters d where d.model = p.name),
                   (select max(seq_id) from talentbank.mt_events)
            from talentbank.mt_event_progression p
            left join talentbank.leases l on l.name = p.name and l.until >= clock_timestamp()
            where p.name = any ($1)
            """, connection) { Parameters = { new() { Value = models.Keys.ToArray() } } };
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var found = new Dictionary<ReadModel, ModelStatus>();
        while (await reader.ReadAsync(cancel))
        {
            var model = models[reader.GetString(0)];
            var position = reader.GetInt64(1);
            var end = reader.IsDBNull(4) ? 0 : reader.GetInt64(4);
            found[model] = new ModelStatus(
                model.Name, model.Version, position, Math.Max(0, end - position), reader.IsDBNull(2) ? null : reader.GetGuid(2), reader.GetInt64(3));
        }
        return [.. store.Models.Where(found.ContainsKey).Select(model => found[model])];
    }
}
