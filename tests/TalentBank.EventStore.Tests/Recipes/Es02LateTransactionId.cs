using TalentBank.EventStore.Log;
using TalentBank.EventStore.Tests.Log;

namespace TalentBank.EventStore.Tests.Recipes;

/// <summary>
/// One transaction takes a number and waits, a second takes the next and commits: the reader holds until the first has
/// ended, then reads both in order, or writes the first number down as one that stays empty.
/// </summary>
public sealed class Es02LateTransactionId(TestDatabase test) : IClassFixture<TestDatabase>
{
    private readonly PostgresLog _log = new(test.Database);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_number_in_the_hands_of_a_running_transaction_holds_the_reader(bool commits)
    {
        await using var first = await ForeignWriter.OnAStreamOfItsOwn(test.Raw);
        await using var second = await ForeignWriter.OnAStreamOfItsOwn(test.Raw);
        var start = await second.WriteOne();
        await first.Begin();
        await first.TakeTransactionId();
        var one = await first.TakeNumber();
        var two = await second.WriteOne();

        for (var poll = 0; poll < 3; poll++)
            (await _log.ReadAll(start, 10)).ShouldSatisfyAllConditions(page => page.Events.ShouldBeEmpty(), page => page.Through.ShouldBe(start));
        (await test.Raw.Positions(start)).ShouldBe([two], "a naive reader would take the second for the next");

        await first.Insert(one);
        await (commits ? first.Commit() : first.Rollback());
        var page = await _log.ReadAll(start, 10);
        page.Events.Select(@event => @event.Position).ShouldBe(commits ? [one, two] : [two]);
        page.Through.ShouldBe(two);
        (await SkippedAfter(start)).ShouldBe(commits ? [] : [(one, one)]);
    }

    [Fact]
    public async Task Numbers_that_stay_empty_are_written_down_once_whoever_comes_to_them()
    {
        await using var gone = await ForeignWriter.OnAStreamOfItsOwn(test.Raw);
        await using var writer = await ForeignWriter.OnAStreamOfItsOwn(test.Raw);
        var start = await writer.WriteOne();
        await gone.Begin();
        var first = await gone.TakeNumber();
        var last = await gone.TakeNumber();
        await gone.Rollback();
        await writer.WriteOne();
        await gone.Begin();
        var alone = await gone.TakeNumber();
        await gone.Rollback();
        var end = await writer.WriteOne();

        // Several servers, each for the first time, from the beginning, from within the first gap and all at once.
        await Task.WhenAll(new[] { 0, start, first, start, 0 }.Select(after => Task.Run(async () =>
            (await new PostgresLog(test.Database).ReadToEnd(after, limit: 1))[^1].Position.ShouldBe(end))));

        (await SkippedAfter(start)).ShouldBe([(first, last), (alone, alone)]);
    }

    private async Task<List<(long From, long Through)>> SkippedAfter(long position)
    {
        var skipped = new List<(long, long)>();
        await using var command = test.Raw.CreateCommand("select position, through from talentbank.skips where position > $1 order by 1");
        command.Parameters.Add(new() { Value = position });
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
            skipped.Add((reader.GetInt64(0), reader.GetInt64(1)));
        return skipped;
    }
}
