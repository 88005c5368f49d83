using NpgsqlTypes;

namespace TalentBank.EventStore.Log;

/// <summary>What the database remembers of accepted commands.</summary>
internal sealed class RememberedCommands(Database database)
{
    /// <summary>In the order asked for: <c>Repeated</c> or <c>CommandIdTaken</c>; null where none was accepted under the id.</summary>
    public async Task<AppendOutcome?[]> Find(string zone, IReadOnlyList<(Guid Id, string Fingerprint)> commands, CancellationToken cancel = default)
    {
        await using var select = database.Source.CreateCommand(
            """
            select r.n, c.fingerprint, c.position, c.result
            from unnest($2) with ordinality r(id, n)
            cross join lateral (select * from talentbank.commands where zone = $1 and command_id = r.id limit 1) c
            """);
        select.Parameters.Add(new() { Value = zone });
        select.Parameters.Add(new() { NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Uuid, Value = commands.Select(command => command.Id).ToArray() });

        var found = new AppendOutcome?[commands.Count];
        await using var reader = await select.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            var n = (int)reader.GetInt64(0) - 1;
            found[n] = reader.GetString(1) == commands[n].Fingerprint
                ? new AppendOutcome.Repeated(reader.GetInt64(2), reader.GetString(3))
                : new AppendOutcome.CommandIdTaken();
        }
        return found;
    }
}
