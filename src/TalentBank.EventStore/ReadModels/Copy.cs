using System.Text;
using Npgsql;

namespace TalentBank.EventStore.ReadModels;

/// <summary>
/// A second copy of one read model, in a temporary table, filled by the code that fills the first, and their comparison
/// row by row.
/// </summary>
internal sealed class Copy(ModelTable live, ModelTable copy, long through)
{
    private readonly HashSet<DocumentKey> _aside = [];
    private long _position;

    public ModelTable Live => live;

    /// <summary>The position that the live table includes, where the copy stops too.</summary>
    public long Through => through;

    public string Subject => $"{live.Model.Name} v{live.Model.Version}";

    public bool Failed { get; private set; }

    private string Dropped => string.Join("; ", copy.Tables.Select(table => $"drop table if exists {table.Quoted}"));

    public Task Create(NpgsqlConnection connection, CancellationToken cancel) =>
        ReadModelStore.Execute(connection, string.Join("; ", [Dropped, .. copy.Begin]), cancel);

    public Task Drop(NpgsqlConnection connection) =>
        ReadModelStore.Execute(connection, Dropped, CancellationToken.None);

    public async Task Take(NpgsqlConnection connection, IReadOnlyList<Recorded> facts, Findings findings, CancellationToken cancel)
    {
        if (Failed || facts.TakeWhile(fact => fact.Position <= through).ToArray() is not { Length: > 0 } own) return;
        try
        {
            var folded = await copy.Fill(connection, new Batch(_position, own[^1].Position, own), _aside, cancel);
            folded.Keep();
            _position = own[^1].Position;
            foreach (var (fact, key, cause) in folded.Aside)
            {
                findings.Add(Check.Fold, Subject, $"{new FoldException(live.Model, fact, cause).Message} {cause.Message}");
                if (key is not null) _aside.Add(new DocumentKey(fact.Zone, key));
            }
        }
        catch (Exception e) when (e is PostgresException or UnwritableException)
        {
            Fail(findings, e);
        }
    }

    /// <summary>Writes what is still to be written.</summary>
    public async Task Complete(NpgsqlConnection connection, Findings findings, CancellationToken cancel)
    {
        try
        {
            if (!Failed) await copy.Filled(connection, cancel);
        }
        catch (Exception e) when (e is PostgresException or UnwritableException)
        {
            Fail(findings, e);
        }
    }

    private void Fail(Findings findings, Exception e)
    {
        findings.Add(Check.Fold, Subject, e.Message);
        Failed = true;
    }

    /// <summary>Walks both tables in the order of their keys, side by side; gives how many rows were compared.</summary>
    public async Task<long> Compare(NpgsqlConnection connection, NpgsqlConnection copies, Findings findings, CancellationToken cancel)
    {
        await using var had = await Rows(live, connection, cancel);
        await using var made = await Rows(copy, copies, cancel);
        var rows = 0L;
        var (left, right) = (await Next(had, cancel), await Next(made, cancel));
        while (left is not null || right is not null)
        {
            rows++;
            var order = (left, right) switch { (null, _) => 1, (_, null) => -1, _ => left.ComparedTo(right) };
            if (order < 0) findings.Add(Check.Rebuild, Subject, $"{left!.Zone}/{left.Key} is not in the rebuild");
            else if (order > 0) findings.Add(Check.Rebuild, Subject, $"{right!.Zone}/{right.Key} is missing");
            else if (left!.Digest != right!.Digest) findings.Add(Check.Rebuild, Subject, $"{left.Zone}/{left.Key} differs");
            if (order <= 0) left = await Next(had, cancel);
            if (order >= 0) right = await Next(made, cancel);
        }

        return rows;
    }

    private static async Task<NpgsqlDataReader> Rows(ModelTable table, NpgsqlConnection connection, CancellationToken cancel)
    {
        await using var rows = new NpgsqlCommand($"select zone, {table.KeyText}, md5(t::text) from {table.Quoted} as t order by {string.Join(", ", table.PrimaryKey)}", connection) { CommandTimeout = Database.Unbounded };
        return await rows.ExecuteReaderAsync(cancel);
    }

    private static async Task<Row?> Next(NpgsqlDataReader reader, CancellationToken cancel) =>
        await reader.ReadAsync(cancel) ? new Row(reader.GetString(0), reader.GetString(1), reader.GetString(2)) : null;

    private sealed record Row(string Zone, string Key, string Digest)
    {
        public int ComparedTo(Row other) => Zone == other.Zone ? Bytewise(Key, other.Key) : Bytewise(Zone, other.Zone);

        /// <summary>As COLLATE "C" orders UTF-8, which is not quite how .NET orders UTF-16.</summary>
        private static int Bytewise(string one, string other) =>
            one == other ? 0 : Encoding.UTF8.GetBytes(one).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(other));
    }
}
