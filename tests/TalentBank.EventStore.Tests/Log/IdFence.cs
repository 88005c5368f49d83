using Npgsql;

namespace TalentBank.EventStore.Tests.Log;

/// <summary>The fence that does not hold, as a control: "until every transaction id below the snapshot's xmax has ended".</summary>
public sealed class IdFence
{
    private readonly NpgsqlDataSource _source;
    private readonly long _xmax;

    private IdFence(NpgsqlDataSource source, long xmax) => (_source, _xmax) = (source, xmax);

    public static async Task<IdFence> PutUp(NpgsqlDataSource source) =>
        new(source, await source.Ask<long>("select pg_snapshot_xmax(pg_current_snapshot())::text::bigint"));

    /// <summary>Whether an id lies above every id that had ended when it was put up.</summary>
    public bool IsBelow(long id) => _xmax <= id;

    /// <summary>Whether it falls, once what other tests had under way on the same server has ended.</summary>
    public async Task<bool> Falls()
    {
        for (var tries = 0; tries < 10_000; tries++)
        {
            if (await HasFallen())
                return true;
        }

        return false;
    }

    public async Task<bool> HasFallen() =>
        await _source.Ask<long>("select pg_snapshot_xmin(pg_current_snapshot())::text::bigint") >= _xmax;
}
