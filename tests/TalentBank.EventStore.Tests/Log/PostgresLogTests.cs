using TalentBank.EventStore.Log;
using static TalentBank.EventStore.Tests.Log.Sample;

namespace TalentBank.EventStore.Tests.Log;

public sealed class PostgresLogTests(TestDatabase test) : EventLogContract, IClassFixture<TestDatabase>
{
    protected override IEventLog Log { get; } = new PostgresLog(test.Database);

    [Fact]
    public async Task Another_server_on_the_same_database_remembers_the_command_too()
    {
        var request = Request("z", To("a", 0));
        var first = (await Log.Append(request)).ShouldBeOfType<AppendOutcome.Appended>();

        await using var other = await Database.Open(test.ConnectionString);

        (await new PostgresLog(other).Append(request)).ShouldBe(new AppendOutcome.Repeated(first.Position, "result"));
    }

    [Fact]
    public async Task A_page_ends_where_the_facts_weigh_too_much_for_one_and_the_next_goes_on()
    {
        var heavy = $$"""{"text": "{{new string('x', 1 << 20)}}"}""";
        await Log.Append(Request("z", new StreamAppend("heavy", 0, [.. Enumerable.Range(0, 9).Select(_ => Event(heavy))])));
        var after = await Log.End() - 9;

        (await Log.ReadAll(after, 1000)).Events.Count.ShouldBe(4);
        (await Log.ReadToEnd(after, 1000)).Count.ShouldBe(9);
    }
}
