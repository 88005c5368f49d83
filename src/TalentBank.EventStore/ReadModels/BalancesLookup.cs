using Npgsql;

namespace TalentBank.EventStore.ReadModels;

/// <summary>Sums of ledger entries: one row per group, in order of the groups' values (none last).</summary>
/// <exception cref="ArgumentException">A dimension that the ledger has not.</exception>
public sealed class BalancesLookup(LedgerModel model, Balances balances) : Lookup<IReadOnlyList<Balance>>
{
    internal override IReadOnlyList<Statement> Statements(ReadModelStore store, string zone) => [LedgerFigure.Of((LedgerTable)store.TableOf(model), zone, balances)];

    internal override async Task Read(NpgsqlDataReader reader, CancellationToken cancel)
    {
        var rows = new List<Balance>();
        while (await reader.ReadAsync(cancel))
            rows.Add(new Balance([.. balances.GroupBy.Select((_, i) => reader.IsDBNull(i + 2) ? null : reader.GetString(i + 2))], reader.GetDecimal(0), reader.GetInt64(1)));
        Found = rows;
    }
}
