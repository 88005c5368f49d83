using System.Text.Json;
using TalentBank.EventStore.ReadModels;
using TalentBank.EventStore.Tests.ReadModels;

namespace TalentBank.EventStore.Tests.Recipes;

/// <summary>The read models of one log, row for row the same however they were made (reliability 1.2).</summary>
public sealed class ByteEqual
{
    private static readonly string[] Tables = ["open_positions_v1", "ledger_v1", "stream_orders_v1"];

    private static readonly Dictionary<string, string> Elsewhere = new() { ["LC_ALL"] = "tr_TR.UTF-8", ["TZ"] = "Asia/Shanghai" };

    private static readonly int Facts = RecipeLength.Of(500, 20_000);

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(500)]
    public async Task Batches_of_any_size_make_the_same_rows(int batchSize)
    {
        await using var bank = await RecipeBank.Open();
        var position = await bank.Write(Facts);
        await Feed(bank, bank.Store, position, 1000);
        var made = await Digests(bank);

        await Again(bank);
        await Feed(bank, new ReadModelStore(bank.Database, RecipeModels.All, JsonSerializerOptions.Default), position, batchSize);
        (await Digests(bank)).ShouldBe(made);
    }

    [Fact]
    public async Task A_process_of_another_language_and_time_zone_makes_the_same_rows()
    {
        await using var bank = await RecipeBank.Open();
        var position = await bank.Write(Facts);
        await Feed(bank, bank.Store, position, 1000);
        var made = await Digests(bank);

        await Again(bank);
        await using var elsewhere = await DaemonProcess.Start(bank.ConnectionString, TimeSpan.FromSeconds(5), Elsewhere);
        elsewhere.Settings.ShouldBe("tr-TR Asia/Shanghai");
        await bank.Reached(position);
        await elsewhere.Stop();
        (await Digests(bank)).ShouldBe(made);
    }

    [Fact]
    public async Task Rows_that_were_made_while_the_log_grew_are_those_of_a_rebuild()
    {
        await using var bank = await RecipeBank.Open();
        await using var daemon = await DaemonProcess.Start(bank.ConnectionString, TimeSpan.FromSeconds(5));
        await bank.Reached(await bank.Write(Facts));
        await daemon.Stop();
        (await bank.Faults()).ShouldBeEmpty();
    }

    [Fact]
    public async Task One_letter_that_differs_shows()
    {
        await using var bank = await RecipeBank.Open();
        await Feed(bank, bank.Store, await bank.Write(50), 1000);
        var made = await Digests(bank);
        await bank.Sql("update talentbank_read.stream_orders_v1 set document = jsonb_set(document, '{Last}', '99') where (zone, key) = (select zone, key from talentbank_read.stream_orders_v1 limit 1)");
        (await Digests(bank)).ShouldNotBe(made);
        (await bank.Faults()).ShouldNotBeEmpty();
    }

    /// <summary>Everything from the beginning.</summary>
    private static async Task Again(RecipeBank bank)
    {
        foreach (var table in Tables) await bank.Sql($"drop table talentbank_read.{table} cascade");
        await bank.Store.Prepare();
    }

    private static async Task Feed(RecipeBank bank, ReadModelStore store, long position, int batchSize)
    {
        var daemon = new Daemon(bank.Log, store, Fact.Decode) { BatchSize = batchSize };
        using var stop = new CancellationTokenSource();
        var running = daemon.Run(stop.Token);
        await Bank.Reached(daemon, position);
        await stop.CancelAsync();
        await running;
    }

    private static async Task<IReadOnlyList<string>> Digests(RecipeBank bank)
    {
        var digests = new List<string>();
        foreach (var table in Tables) digests.Add(await bank.Sql<string>($"select coalesce(md5(string_agg(md5(t::text), '' order by t::text collate \"C\")), '') from talentbank_read.{table} as t"));
        digests.ShouldBeUnique();
        return digests;
    }
}
