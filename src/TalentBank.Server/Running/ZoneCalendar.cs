using System.Collections.Concurrent;
using TalentBank.Parties;
using TalentBank.Server.Commands;

namespace TalentBank.Server.Running;

/// <summary>What day it is in a zone. A zone's time zone never changes, so that it is read once.</summary>
public sealed class ZoneCalendar(HotStates states, TimeProvider time)
{
    private readonly ConcurrentDictionary<string, TimeZoneInfo> _timeZones = new();

    /// <summary>The zone's calendar day; the UTC day while the zone is not open.</summary>
    public async ValueTask<DateOnly> Today(string zone, CancellationToken cancel = default)
    {
        if (!_timeZones.TryGetValue(zone, out var timeZone))
        {
            var state = await states.Current(zone, Zone.Stream, cancel: cancel);
            timeZone = TimeZoneInfo.FindSystemTimeZoneById(state.TimeZone);
            if (state.IsOpen)
                _timeZones[zone] = timeZone;
        }

        return DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(time.GetUtcNow(), timeZone).DateTime);
    }
}
