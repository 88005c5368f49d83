using TalentBank.EventStore.Log;
using TalentBank.EventStore.ReadModels;
using TalentBank.EventStore.Tests.ReadModels;

namespace TalentBank.EventStore.Tests.Recipes;

/// <summary>Rebuilds while the log grows and a daemon of another process feeds the live tables: whatever becomes of them, the models end equal to a fresh state.</summary>
public sealed class Es11RebuildBesideTheLive
{
    private static readonly int Rounds = RecipeLength.Of(1, 25);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task However_rebuilds_end_the_models_equal_a_fresh_state()
    {
        await using var bank = await RecipeBank.Open();
        await using var daemon = await DaemonProcess.Start(bank.ConnectionString, TimeSpan.FromSeconds(1));
        await Each(bank, 1.0);

        for (var round = 0; round < Rounds; round++)
        {
            await bank.Write(300);
            foreach (var share in (double[])[0.1, 0.5, 0.9, 1.0, 1.0]) await Each(bank, share);
        }

        await bank.Reached(await bank.Write(50));
        await daemon.Stop();
        (await bank.Faults()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_fact_that_cannot_be_taken_is_set_aside_with_its_number_and_the_others_go_on()
    {
        await using var bank = await RecipeBank.Open();
        await using var daemon = await DaemonProcess.Start(bank.ConnectionString, TimeSpan.FromSeconds(1));
        await bank.Write(100);
        var append = new StreamAppend("position-poison", 0, [new NewEvent(Guid.CreateVersion7(), nameof(Fact.Renamed), """{"Title": "of nothing"}""")]);
        var poison = (await bank.Log.Append(new AppendRequest("meishan", Guid.CreateVersion7(), "fingerprint", "result", "clerk-1", null, [append]))).ShouldBeOfType<AppendOutcome.Appended>().Position;
        await bank.Write(100);
        await Each(bank, 1.0);
        await bank.Reached(await bank.Write(100));
        await daemon.Stop();

        var letter = (await bank.Store.DeadLetters(Cancel)).ShouldHaveSingleItem();
        (letter.Model, letter.Position, letter.Key).ShouldBe((Models.OpenPositions, poison, "position-poison"));
        var fault = (await bank.Faults()).Single(fault => !fault.StartsWith(nameof(DeadLetter), StringComparison.Ordinal));
        fault.ShouldStartWith($"{Check.Fold} open_positions v1: 1, ");
    }

    [Fact]
    public async Task A_swap_that_minds_no_positions_loses_facts()
    {
        // The control: the way back by names alone, without what was appended since.
        await using var bank = await RecipeBank.Open();
        await using var daemon = await DaemonProcess.Start(bank.ConnectionString, TimeSpan.FromSeconds(1));
        await bank.Reached(await bank.Write(100));
        await Each(bank, 1.0);
        await bank.Reached(await bank.Write(100));
        await daemon.Stop();
        await bank.Sql("""
            alter table talentbank_read.open_positions_v1 rename to passing;
            alter table talentbank_read.open_positions_v1__old rename to open_positions_v1
            """);
        (await bank.Faults()).ShouldNotBeEmpty();
    }

    /// <summary>A rebuild of each model, cancelled at a share of the way, with facts appended meanwhile.</summary>
    private static async Task Each(RecipeBank bank, double share)
    {
        foreach (var model in bank.Store.Models)
        {
            using var cancelled = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
            var stop = new StopAt(share, cancelled);
            var rebuild = new Rebuild(bank.Log, bank.Store, Fact.Decode) { PageSize = 20 }.Run(model, stop, cancelled.Token);
            await bank.Write(20);
            try
            {
                (await rebuild).ShouldBeOfType<RebuildOutcome.Swapped>();
            }
            catch (OperationCanceledException)
            {
                share.ShouldBeLessThan(1);
            }
        }
    }

    private sealed class StopAt(double share, CancellationTokenSource source) : IProgress<RebuildProgress>
    {
        public void Report(RebuildProgress value)
        {
            if (share < 1 && value.Position >= share * value.Goal) source.Cancel();
        }
    }
}
