using System.Text.Json;
using TalentBank.EventStore.ReadModels;

namespace TalentBank.EventStore.Tests.ReadModels;

/// <summary>What a batch makes of a table: what it reads, what it sets aside, what stays in memory.</summary>
public sealed class FoldTests
{
    private static readonly HashSet<DocumentKey> None = [];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_document_that_cannot_take_a_fact_stays_behind_and_the_others_go_on()
    {
        await using var bank = await Bank.Open(Models.OpenPositions);
        var table = Table(Models.OpenPositions);
        bank.Log.Add("position-1", new Fact.Deposited(new OpenPosition("first")));
        bank.Log.Add("position-2", new Fact.Renamed("of nothing"));
        bank.Log.Add("position-1", new Fact.Renamed("second"));
        bank.Log.Add("position-2", new Fact.Deposited(new OpenPosition("too late")));

        var folded = await Take(bank, table, from: 0, None);

        folded.Aside.Select(aside => (aside.Fact.Position, aside.Key)).ShouldBe([(2, "position-2"), (4, "position-2")]);
        folded.Aside[0].Cause.ShouldBeOfType<NullReferenceException>();
        folded.Aside[1].Cause.Message.ShouldBe("An earlier fact of position-2 was set aside.");
        (await bank.Positions("position-1", "position-2")).ShouldHaveSingleItem().Value.Title.ShouldBe("second");
    }

    [Fact]
    public async Task A_document_that_was_aside_before_stays_aside()
    {
        await using var bank = await Bank.Open(Models.OpenPositions);
        bank.Log.Add("position-1", new Fact.Deposited(new OpenPosition("first")));
        bank.Log.Add("position-1", new Fact.Deposited(new OpenPosition("elsewhere")), zone: "yiwu");

        var folded = await Take(bank, Table(Models.OpenPositions), from: 0, new HashSet<DocumentKey> { new("meishan", "position-1") });

        folded.Aside.ShouldHaveSingleItem().Fact.Position.ShouldBe(1);
        (await bank.Sql<string>("select string_agg(zone, ',') from talentbank_read.open_positions_v1")).ShouldBe("yiwu");
    }

    [Fact]
    public async Task Of_several_facts_the_one_after_which_the_document_cannot_be_written_is_named()
    {
        var fragile = new DocumentModel<OpenPosition>(
            "fragile", 1,
            recorded => [recorded.Stream],
            (_, position, recorded) => recorded.Body is Fact.Deposited deposited ? deposited.Position : position! with { Title = ((Fact.Renamed)recorded.Body).Title },
            new Column<OpenPosition>("title", ColumnType.Text, position => position.Title == "bad" ? throw new FormatException("no such title") : position.Title));
        await using var bank = await Bank.Open(fragile);
        foreach (var title in new[] { "good", "better", "bad", "bad" })
            bank.Log.Add("position-1", title == "good" ? new Fact.Deposited(new OpenPosition(title)) : new Fact.Renamed(title));

        var folded = await Take(bank, Table(fragile), from: 0, None);

        folded.Aside.Select(aside => aside.Fact.Position).ShouldBe([3, 4]);
        (await bank.Sql<string>("select by_title from talentbank_read.fragile_v1")).ShouldBe("better");
    }

    [Fact]
    public async Task A_fact_whose_keys_cannot_be_told_goes_aside_alone()
    {
        var keyless = new DocumentModel<OpenPosition>(
            "keyless", 1,
            recorded => recorded.Position == 1 ? throw new FormatException("no key") : [recorded.Stream],
            (_, _, _) => new OpenPosition("taken"));
        await using var bank = await Bank.Open(keyless);
        bank.Log.Add("position-1", new Fact.Noted());
        bank.Log.Add("position-1", new Fact.Noted());

        var folded = await Take(bank, Table(keyless), from: 0, None);

        var aside = folded.Aside.ShouldHaveSingleItem();
        (aside.Fact.Position, aside.Key, aside.Cause.Message).ShouldBe((1, null, "no key"));
        (await bank.Sql<long>("select count(*) from talentbank_read.keyless_v1")).ShouldBe(1);
    }

    [Fact]
    public async Task Of_a_fact_that_the_ledger_cannot_post_no_entry_is_made_and_the_next_is_posted()
    {
        await using var bank = await Bank.Open(Models.Ledger);
        var side = new Side("open", new Dictionary<string, string>());
        Transfer Of(decimal amount) => new("yuan", side with { Account = "outside" }, side, amount, "PAID", Histories.FirstDay);
        bank.Log.Add("ledger-1", new Fact.Posted([Of(1), Of(-1)]));
        bank.Log.Add("ledger-1", new Fact.Posted([Of(2)]));

        var folded = await Take(bank, Table(Models.Ledger), from: 0, None);

        var aside = folded.Aside.ShouldHaveSingleItem();
        (aside.Fact.Position, aside.Key).ShouldBe((1, null));
        (await bank.Sql<string>("select string_agg(position || ':' || amount, ' ' order by amount) from talentbank_read.ledger_v1")).ShouldBe("2:-2.00 2:2.00");
    }

    [Fact]
    public async Task Nothing_takes_effect_on_a_day_that_PostgreSQL_counts_as_infinite()
    {
        await using var bank = await Bank.Open(Models.Ledger);
        var side = new Side("open", new Dictionary<string, string>());
        bank.Log.Add("ledger-1", new Fact.Posted([new Transfer("yuan", side with { Account = "outside" }, side, 1, "PAID", DateOnly.MaxValue)]));
        var folded = await Take(bank, Table(Models.Ledger), from: 0, None);
        folded.Aside.ShouldHaveSingleItem().Cause.Message.ShouldContain("Nothing takes effect on 9999-12-31");
    }

    [Fact]
    public async Task A_batch_that_begins_where_the_last_one_ended_reads_nothing()
    {
        await using var bank = await Bank.Open(Models.OpenPositions);
        var table = Table(Models.OpenPositions);
        bank.Log.Add("position-1", new Fact.Deposited(new OpenPosition("first")));
        (await Take(bank, table, from: 0, None)).Keep();
        // What a read would find is not what was written: so it shows whether there was one.
        await bank.Sql("""update talentbank_read.open_positions_v1 set document = document || '{"Facts": 70}'""");

        bank.Log.Add("position-1", new Fact.Renamed("second"));
        await Take(bank, table, from: 1, None);
        (await bank.Positions("position-1"))["position-1"].Facts.ShouldBe(2);
    }

    [Theory]
    [InlineData("forgotten")]
    [InlineData("never kept")]
    [InlineData("moved by somebody else")]
    [InlineData("pushed out")]
    public async Task A_document_that_may_have_changed_or_was_not_kept_is_read_again(string why)
    {
        await using var bank = await Bank.Open(Models.OpenPositions);
        var table = Table(Models.OpenPositions, hot: why == "pushed out" ? 2 : 100);
        bank.Log.Add("position-1", new Fact.Deposited(new OpenPosition("first")));
        for (var i = 2; i < 10; i++) bank.Log.Add($"position-{i}", new Fact.Deposited(new OpenPosition("other")));
        var folded = await Take(bank, table, from: 0, None);
        if (why != "never kept") folded.Keep();
        if (why == "forgotten") table.Forget();
        await bank.Sql("""update talentbank_read.open_positions_v1 set document = document || '{"Facts": 70}'""");

        if (why == "moved by somebody else") bank.Log.Add("note-1", new Fact.Noted());
        var from = bank.Log.Last;
        bank.Log.Add("position-1", new Fact.Renamed("second"));
        await Take(bank, table, from, None);
        (await bank.Positions("position-1"))["position-1"].Facts.ShouldBe(71);
    }

    private static ModelTable Table(ReadModel model, int hot = 100) => ModelTable.Of(model, JsonSerializerOptions.Default, hot);

    private static async Task<Folded> Take(Bank bank, ModelTable table, long from, HashSet<DocumentKey> aside)
    {
        var facts = bank.Log.Events.Where(recorded => recorded.Position > from).Select(recorded => Recorded.From(recorded, Fact.Decode(recorded))).ToArray();
        await using var connection = await bank.Store.Open(Cancel);
        var folded = await table.Fold(connection, new Batch(from, bank.Log.Last, facts), aside, Cancel);
        if (folded.Writes.Count > 0) await ReadModelStore.Execute(connection, folded.Writes, Cancel);
        return folded;
    }
}
