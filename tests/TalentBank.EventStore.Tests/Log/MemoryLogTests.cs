using TalentBank.EventStore.Log;
using static TalentBank.EventStore.Tests.Log.Sample;

namespace TalentBank.EventStore.Tests.Log;

public sealed class MemoryLogTests : EventLogContract
{
    protected override IEventLog Log { get; } = new MemoryLog(TimeProvider.System);

    [Fact]
    public async Task A_clock_that_is_set_back_does_not_set_recorded_time_back()
    {
        var clock = new SetClock { Now = new DateTimeOffset(2026, 6, 1, 8, 0, 0, TimeSpan.Zero) };
        var log = new MemoryLog(clock);
        var first = (await log.Append(Request("z", To("a", 0)))).ShouldBeOfType<AppendOutcome.Appended>();
        clock.Now -= TimeSpan.FromHours(1);

        var second = (await log.Append(Request("z", To("a", 1)))).ShouldBeOfType<AppendOutcome.Appended>();

        first.RecordedAt.ShouldBe(clock.Now + TimeSpan.FromHours(1));
        second.RecordedAt.ShouldBe(first.RecordedAt);
    }

    private sealed class SetClock : TimeProvider
    {
        public DateTimeOffset Now { get; set; }

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
