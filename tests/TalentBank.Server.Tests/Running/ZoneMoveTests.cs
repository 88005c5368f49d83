using System.Text.Json;
using TalentBank.EventStore.Moving;
using TalentBank.EventStore.ReadModels;
using TalentBank.Ledger;
using TalentBank.Server.Commands;
using TalentBank.Server.Demo;
using TalentBank.Server.Questions;
using TalentBank.Server.Running;
using TalentBank.Server.Tests.Demo;
using TalentBank.Talents;
using TalentBank.Targets;

namespace TalentBank.Server.Tests.Running;

/// <summary>The demo zone, exported and imported on an empty database: the same bank (features, row 103).</summary>
public sealed class ZoneMoveTests(DemoFillTests.Server server) : IClassFixture<DemoFillTests.Server>, IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("talentbank-move-").FullName;

    [Fact]
    public async Task A_zone_that_was_moved_is_the_same_bank()
    {
        await using var home = await Open("home");
        (await DemoFill.IfEmpty(home, new Progress<string>(), CancellationToken.None)).ShouldBeNull();
        var (log, keys) = (Path.Combine(_folder, "log"), Path.Combine(_folder, "keys"));
        var exported = await home.Export.Run(home.Zone, log);
        await home.Export.RunKeys(home.Zone, keys);
        await using var abroad = await Open("abroad");

        (await abroad.Import.Run(abroad.Zone, log, keys, exported.Sha256)).ShouldBeOfType<ImportOutcome.Imported>();

        await Follow(home, exported.Manifest.LastPosition!.Value);
        await Follow(abroad, exported.Manifest.LastPosition.Value);
        var answers = await Answers(abroad, exported);
        answers.Length.ShouldBeGreaterThan(Bank.ReadModels.Count);
        answers.ShouldBe(await Answers(home, exported));
        (await new Verification(abroad.Log, abroad.Store, PersonalSeal.Read).Run()).Findings.ShouldBeEmpty();
        (await abroad.Export.Run(abroad.Zone, $"{log}-2")).Sha256.ShouldBe(exported.Sha256);

        // Every command of the demo zone, sent again, has its first outcome and changes nothing.
        var today = await abroad.Calendar.Today(abroad.Zone);
        foreach (var step in DemoZone.Steps(today).Take(20))
            (await Again(abroad, step, today)).ShouldBe(await Again(home, step, today));
        (await Status.Of(abroad.Store)).End.ShouldBe(exported.Manifest.LastPosition.Value);
    }

    [Fact]
    public async Task Without_the_keys_names_show_as_erased_and_all_figures_stay()
    {
        await using var home = await Open("home-2");
        (await DemoFill.IfEmpty(home, new Progress<string>(), CancellationToken.None)).ShouldBeNull();
        var log = Path.Combine(_folder, "log");
        var exported = await home.Export.Run(home.Zone, log);
        await using var abroad = await Open("abroad-2");
        (await abroad.Import.Run(abroad.Zone, log)).ShouldBeOfType<ImportOutcome.Imported>();
        await Follow(home, exported.Manifest.LastPosition!.Value);
        await Follow(abroad, exported.Manifest.LastPosition.Value);

        (await Answers(abroad, exported)).Where(answer => !answer.StartsWith("name", StringComparison.Ordinal)).ShouldBe((await Answers(home, exported)).Where(answer => !answer.StartsWith("name", StringComparison.Ordinal)));
        (await Answers(abroad, exported)).ShouldContain("name: ");
        (await Answers(home, exported)).ShouldNotContain("name: ", "the control");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private async Task<Installation> Open(string database)
    {
        var settings = new BankSettings { ConnectionString = await server.Postgres.CreateDatabase(database), MasterKey = Convert.ToBase64String(new byte[32]) };
        var (bank, problem) = await Installation.Open(settings, new Progress<string>(), TimeProvider.System, CancellationToken.None);
        return bank ?? throw new InvalidOperationException(problem!.Sentence);
    }

    private static async Task Follow(Installation bank, long position)
    {
        using var stop = new CancellationTokenSource();
        var daemon = bank.Daemon.Run(stop.Token);
        (await bank.Daemon.WaitFor(position, TimeSpan.FromMinutes(1))).ShouldBeTrue();
        await stop.CancelAsync();
        await daemon;
    }

    /// <summary>Figures from two standpoints, every document, and every name, each as a line.</summary>
    private static async Task<string[]> Answers(Installation bank, Exported exported)
    {
        await using var questions = new QuestionRunner(bank.Store.Read(bank.Zone));
        var lines = new List<string>();
        var today = await bank.Calendar.Today(bank.Zone);
        var middle = (await bank.Log.ReadAll(exported.Manifest.LastPosition!.Value / 2, 1)).Events[0].RecordedAt;
        foreach (var standpoint in new[] { new Standpoint(today, null), new Standpoint(today, middle) })
        {
            lines.Add(JsonSerializer.Serialize((await questions.Ask(TalentGap.Ask(standpoint, today), CancellationToken.None)).Answer, Json.Options));
            lines.Add(JsonSerializer.Serialize((await questions.Ask(Turnover.Ask(standpoint, today), CancellationToken.None)).Answer, Json.Options));
        }

        foreach (var model in Bank.ReadModels.OfType<DocumentModel>())
        {
            var page = (Page<object>)(await questions.LookUp([new Inquiry.OfPage(model, new DocumentQuery([], [], First: 10_000))], CancellationToken.None))[0];
            lines.AddRange(page.Items.Select(item => $"{model.Name} {item.Key} {JsonSerializer.Serialize(item.Document, model.DocumentType, Json.Options)}"));
            foreach (var talent in page.Items.Select(item => item.Document).OfType<TalentAccount>())
                lines.Add($"name: {(await bank.Seal.Open(bank.Zone, [talent.Name], CancellationToken.None))[0]}");
        }

        return [.. lines];
    }

    private static Task<CommandOutcome> Again(Installation bank, DemoStep step, DateOnly today) =>
        bank.Commands.Run(new CommandRequest(bank.Zone, step.CommandId, $"demo/{step.Name}", null, step.Command, new Circumstances(today, step.Actor), DemoFill.AtTheWindow));
}
