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
}
