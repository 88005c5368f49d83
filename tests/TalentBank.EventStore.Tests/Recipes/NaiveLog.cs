using Npgsql;
using TalentBank.EventStore.Log;
using TalentBank.EventStore.Tests.ReadModels;

namespace TalentBank.EventStore.Tests.Recipes;

/// <summary>The control of recipes about gaps: a reader that takes the last number it sees for the end.</summary>
internal sealed class NaiveLog(NpgsqlDataSource source) : ReadOnlyLog
{
    public override async ValueTask<LogPage> ReadAll(long after, int limit, CancellationToken cancel = default)
    {
        var events = new List<RecordedEvent>();
        await using var command = source.CreateCommand($"select seq_id, id, tenant_id, stream_id, version, type, timestamp from talentbank.mt_events where seq_id > {after} order by seq_id limit {limit}");
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
            events.Add(new RecordedEvent(reader.GetInt64(0), reader.GetGuid(1), reader.GetString(2), reader.GetString(3), reader.GetInt64(4), reader.GetString(5), "{}", reader.GetFieldValue<DateTimeOffset>(6), "", Guid.Empty, null));
        return new LogPage(events, events is [.., var last] ? last.Position : after);
    }
}
