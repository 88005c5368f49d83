using System.Text.Json;
using TalentBank.EventStore.ReadModels;
using TalentBank.EventStore.Tests.ReadModels;

namespace TalentBank.EventStore.Tests.Recipes;

/// <summary>
/// A new release builds its version of a read model while the old release serves its own and the log grows; the build is
/// killed at random, then comes through; servers change to the new release, and back.
/// </summary>
public sealed class Es12VersionsSideBySide
{
    private static readonly int Kills = RecipeLength.Of(3, 60);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_old_version_follows_the_log_while_the_new_one_is_built_and_after_the_way_back()
    {
        await using var bank = await RecipeBank.Open();
        await using var old = await DaemonProcess.Start(bank.ConnectionString, TimeSpan.FromSeconds(1));
        await bank.Reached(await bank.Write(200));
        var (random, last) = (new Random(12), 0L);
        for (var kill = 0; kill < Kills; kill++)
        {
            await using var building = RebuildProcess.Start(bank.ConnectionString);
            for (var i = random.Next(2, 12); i > 0; i--)
            {
                // The old version's answer after each write includes it, and none is older than the one before.
                var position = await bank.Write(10);
                await bank.Reached(position);
                await using var snapshot = bank.Store.Read("meishan");
                var seen = await snapshot.Fix(Cancel);
                seen.ShouldBeGreaterThanOrEqualTo(Math.Max(last, position));
                last = seen;
            }

            building.Kill();
        }

        var next = NewRelease(bank);
        await next.Prepare(Cancel);
        var log = await Log(bank);
        foreach (var model in next.Models) (await new Rebuild(bank.Log, next, Fact.Decode).Run(model, cancel: Cancel)).ShouldBeOfType<RebuildOutcome.Swapped>();
        (await next.Building(Cancel)).ShouldBeEmpty();
        (await Log(bank)).ShouldBe(log, "what is built anew has no effects");

        // The new release serves for a while; the old one is still there, and is gone back to.
        var daemon = new Daemon(bank.Log, next, Fact.Decode);
        using var stop = new CancellationTokenSource();
        var running = daemon.Run(stop.Token);
        await Bank.Reached(daemon, await bank.Write(100));
        (await new Verification(bank.Log, next, Fact.Decode).Run(cancel: Cancel)).Findings.ShouldBeEmpty();
        await stop.CancelAsync();
        await running;

        await bank.Reached(await bank.Write(50));
        await old.Stop();
        (await bank.Faults()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_version_that_is_served_before_it_is_built_answers_with_nothing_and_says_so()
    {
        await using var bank = await RecipeBank.Open();
        await using var old = await DaemonProcess.Start(bank.ConnectionString, TimeSpan.FromSeconds(1));
        await bank.Reached(await bank.Write(200));

        var next = NewRelease(bank);
        await next.Prepare(Cancel);

        await using var snapshot = next.Read("meishan");
        (await snapshot.Count((DocumentModel)next.Models[0], [], Cancel)).ShouldBe(0);
        (await next.Building(Cancel)).Keys.ShouldBe([next.Models[0]]);
        await old.Stop();
    }

    private static ReadModelStore NewRelease(RecipeBank bank) => new(bank.Database, RebuildProcess.NewRelease, JsonSerializerOptions.Default);

    private static Task<string> Log(RecipeBank bank) => bank.Sql<string>("select (select count(*) from talentbank.mt_events) || ' ' || (select count(*) from talentbank.commands)");
}
