using Npgsql;
using NpgsqlTypes;

namespace TalentBank.EventStore.ReadModels;

/// <summary>
/// The writing side of the read models' tables: leases, and batches with their checkpoint. It keeps one connection, and
/// what it knows of the tables (hot documents, keys set aside) holds as long as that connection and the lease do. For one
/// daemon, which does one thing at a time.
/// </summary>
internal sealed class BatchWriter(Database database, IReadOnlyDictionary<ReadModel, ModelTable> tables)
{
    /// <summary>Raised by talentbank.advance.</summary>
    private const string OvertakenState = "TB001";

    private readonly Dictionary<ReadModel, HashSet<DocumentKey>> _aside = [];
    private NpgsqlConnection? _connection;

    public async Task<IReadOnlyList<Claimed>> Claim(Guid owner, TimeSpan lease, CancellationToken cancel) => await OnKept(async connection =>
    {
        var models = tables.Values.ToDictionary(table => table.Progress, table => table.Model);
        var claim = new Statement();
        claim.Add($"select name, position, renewed, taken from talentbank.claim({claim.Value(NpgsqlDbType.Uuid, owner)}, {claim.Values(models.Keys)}, {claim.Value(NpgsqlDbType.Interval, lease)})");
        var claims = new List<Claimed>();
        await using var batch = await Prepared(connection, [claim.Command()], cancel);
        await using var reader = await batch.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            var (model, renewed, taken) = (models[reader.GetString(0)], reader.GetBoolean(2), reader.GetBoolean(3));
            // Even one that was its own a moment ago: another may have had it in between.
            if (!renewed) Forget([model]);
            claims.Add(new Claimed(model, reader.GetInt64(1), renewed || taken));
        }

        return claims;
    }, cancel);

    public async Task<Applied> Apply(Guid owner, TimeSpan lease, IReadOnlyList<ReadModel> models, Batch batch, CancellationToken cancel) => await OnKept<Applied>(async connection =>
    {
        try
        {
            await LoadAside(connection, models, cancel);
            var folds = new List<(ReadModel Model, Folded Folded)>(models.Count);
            foreach (var model in models) folds.Add((model, await tables[model].Fold(connection, batch, _aside[model], cancel)));
            DeadLetter[] letters =
            [
                .. batch.Aside.Where(letter => models.Contains(letter.Model)),
                .. folds.SelectMany(fold => fold.Folded.Letters(fold.Model)),
            ];

            // Without BEGIN and COMMIT a batch is one transaction and one round trip, commit included. From here on
            // nothing is cancelled: a commit that was sent is waited for.
            await using var write = await Prepared(connection, [Advance(owner, lease, models, batch), .. folds.SelectMany(fold => fold.Folded.Writes), .. Insert(letters, model => tables[model].Progress)], cancel);
            await write.ExecuteNonQueryAsync(CancellationToken.None);

            foreach (var (_, folded) in folds) folded.Keep();
            foreach (var letter in letters)
                if (letter.Key is { } key) _aside[letter.Model].Add(new DocumentKey(letter.Zone, key));
            return new Applied.Moved();
        }
        catch (PostgresException e) when (Judged(e) is { } outcome)
        {
            Forget(models);
            return outcome;
        }
    }, cancel);

    public async Task Release(Guid owner)
    {
        try
        {
            await OnKept(async connection =>
            {
                var release = new Statement();
                release.Add($"delete from talentbank.leases where owner = {release.Value(NpgsqlDbType.Uuid, owner)}");
                await ReadModelStore.Execute(connection, [release.Command()], CancellationToken.None);
                return true;
            }, CancellationToken.None);
            await Drop();
        }
        catch (NpgsqlException)
        {
            // The database is away: the leases end by themselves.
        }
    }

    /// <summary>Runs on the kept connection. After a failure of any kind nothing is known of it, nor of the tables.</summary>
    private async Task<T> OnKept<T>(Func<NpgsqlConnection, Task<T>> work, CancellationToken cancel)
    {
        try
        {
            return await work(_connection ??= await database.Source.OpenConnectionAsync(cancel));
        }
        catch
        {
            await Drop();
            throw;
        }
    }

    private async Task Drop()
    {
        Forget(tables.Keys);
        if (Interlocked.Exchange(ref _connection, null) is { } dropped) await dropped.DisposeAsync();
    }

    private void Forget(IEnumerable<ReadModel> models)
    {
        foreach (var model in models)
        {
            tables[model].Forget();
            _aside.Remove(model);
        }
    }

    private async Task LoadAside(NpgsqlConnection connection, IReadOnlyList<ReadModel> models, CancellationToken cancel)
    {
        var unknown = models.Where(model => !_aside.ContainsKey(model)).ToDictionary(model => tables[model].Progress);
        if (unknown.Count == 0) return;
        foreach (var model in unknown.Values) _aside.Add(model, []);
        var load = new Statement();
        load.Add($"select distinct model, zone, key from talentbank.dead_letters where model = any({load.Values(unknown.Keys)}) and key is not null");
        await using var batch = await Prepared(connection, [load.Command()], cancel);
        await using var reader = await batch.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel)) _aside[unknown[reader.GetString(0)]].Add(new DocumentKey(reader.GetString(1), reader.GetString(2)));
    }

    private NpgsqlBatchCommand Advance(Guid owner, TimeSpan lease, IReadOnlyList<ReadModel> models, Batch batch)
    {
        var advance = new Statement();
        advance.Add($"select talentbank.advance({advance.Value(NpgsqlDbType.Uuid, owner)}, {advance.Values(models.Select(model => tables[model].Progress))}, {advance.Value(NpgsqlDbType.Interval, lease)}, ")
            .Add($"{advance.Value(NpgsqlDbType.Bigint, batch.From)}, {advance.Value(NpgsqlDbType.Bigint, batch.To)})");
        return advance.Command();
    }

    /// <summary>Writes letters, if there are any, under the name that each one's model goes by.</summary>
    internal static IEnumerable<NpgsqlBatchCommand> Insert(IReadOnlyList<DeadLetter> letters, Func<ReadModel, string> name)
    {
        if (letters.Count == 0) yield break;
        var insert = new Statement();
        insert.Add("insert into talentbank.dead_letters (model, zone, position, key, cause) select * from unnest(")
            .Add($"{insert.Values(letters.Select(letter => name(letter.Model)))}, {insert.Values(letters.Select(letter => letter.Zone))}, ")
            .Add($"{insert.Value(NpgsqlDbType.Array | NpgsqlDbType.Bigint, letters.Select(letter => letter.Position).ToArray())}, ")
            .Add($"{insert.Values(letters.Select(letter => letter.Key))}, {insert.Values(letters.Select(letter => letter.Cause))})");
        yield return insert.Command();
    }

    private static async Task<NpgsqlBatch> Prepared(NpgsqlConnection connection, IEnumerable<NpgsqlBatchCommand> commands, CancellationToken cancel)
    {
        var batch = new NpgsqlBatch(connection);
        foreach (var command in commands) batch.BatchCommands.Add(command);
        // Asks the server only for what this connection has not prepared yet.
        await batch.PrepareAsync(cancel);
        return batch;
    }

    /// <summary>What PostgreSQL's answer says of the batch; null where it says only that this is not the moment.</summary>
    internal static Applied? Judged(PostgresException answer) => answer.SqlState switch
    {
        OvertakenState or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure => new Applied.Overtaken(),
        // Data exception, integrity constraint violation, program limit exceeded (an index entry that is too long).
        ['2', '2' or '3', ..] or ['5', '4', ..] => new Applied.Refused(answer, ByFact: true),
        // Connection, resources, operator intervention, system error.
        ['0', '8', ..] or ['5', '3' or '7' or '8', ..] => null,
        _ when answer.IsTransient => null,
        _ => new Applied.Refused(answer, ByFact: false),
    };
}
