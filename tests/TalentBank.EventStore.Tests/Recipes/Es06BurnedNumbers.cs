using Npgsql;
using TalentBank.EventStore.Log;
using TalentBank.EventStore.Tests.Log;
using static TalentBank.EventStore.Tests.Log.Sample;

namespace TalentBank.EventStore.Tests.Recipes;

/// <summary>Eight writers race for one stream: one wins each version, and those who lose burn no number.</summary>
public sealed class Es06BurnedNumbers(TestDatabase test) : IClassFixture<TestDatabase>
{
    private const int Writers = 8;

    private readonly PostgresLog _log = new(test.Database);

    [Fact]
    public async Task Conflicts_burn_no_numbers()
    {
        var tries = RecipeLength.Of(400, 10_000) / Writers;
        await _log.Append(Request("z", To("busy", 0)));
        var start = await LastNumber();

        var outcomes = await Task.WhenAll(Enumerable.Range(0, Writers).Select(_ => Task.Run(async () =>
        {
            var mine = new List<(long Version, AppendOutcome Outcome)>();
            for (var n = 0; n < tries; n++)
            {
                var version = (await _log.ReadStream("z", "busy")).Version;
                mine.Add((version + 1, await _log.Append(Request("z", To("busy", version)))));
            }
            return mine;
        })));

        var won = outcomes.SelectMany(mine => mine).Where(tried => tried.Outcome is AppendOutcome.Appended).Select(tried => tried.Version).Order().ToList();
        won.Count.ShouldBeLessThan(Writers * tries, "else nothing was tried");
        won.ShouldBe(Enumerable.Range(2, won.Count).Select(version => (long)version), "one winner per version");
        (await LastNumber() - start).ShouldBe(won.Count);
        (await _log.ReadStream("z", "busy")).Version.ShouldBe(1 + won.Count);
        TestContext.Current.SendDiagnosticMessage($"{won.Count} of {Writers * tries} tries won, no number was burned.");
    }

    [Fact]
    public async Task A_writer_that_takes_its_number_first_burns_it()
    {
        await _log.Append(Request("z", To("control", 0)));
        var start = await LastNumber();

        await Should.ThrowAsync<PostgresException>(() => test.Raw.Run(
            """
            insert into talentbank.mt_events (seq_id, id, stream_id, version, data, type, tenant_id)
            values (nextval('talentbank.mt_events_sequence'), gen_random_uuid(), 'control', 1, '{}', 'noted', 'z')
            """));

        (await LastNumber()).ShouldBe(start + 1);
    }

    private Task<long> LastNumber() => test.Raw.Ask<long>("select last_value from talentbank.mt_events_sequence");
}
