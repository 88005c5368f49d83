using System.CommandLine;
using System.Text.Json;
using TalentBank.EventStore.ReadModels;
using TalentBank.Server.Commands;

namespace TalentBank.Server.Running;

/// <summary><c>rebuild</c>: builds read models anew beside the live ones and swaps them, also while the server runs.</summary>
internal static class RebuildCommand
{
    private static readonly Argument<string?> Name = new("NAME") { Arity = ArgumentArity.ZeroOrOne, Description = "Which read model; all, one after the other, if none is named." };
    private static readonly Option<bool> Back = new("--back") { Description = "Go back to the table that the last rebuild took the place of." };
    private static readonly Option<bool> DropOld = new("--drop-old") { Description = "Drop that table, and those of earlier versions." };

    public static System.CommandLine.Command Create()
    {
        var command = new System.CommandLine.Command("rebuild", "Builds read models anew beside the live ones, and swaps them; the tables before are kept.") { Name, Back, DropOld, BankCommandLine.Json };
        command.Validators.Add(parsed =>
        {
            if (parsed.GetValue(Back) && parsed.GetValue(DropOld))
                parsed.AddError("--back and --drop-old can't be had at once.");
        });
        command.SetAction((parsed, cancel) =>
        {
            var models = parsed.GetValue(Name) is { } name ? [.. Bank.ReadModels.Where(model => model.Name == name)] : Bank.ReadModels;
            return models.Count > 0
                ? BankCommandLine.WithBank(bank => Run(bank, models, parsed, cancel), cancel)
                : Task.FromResult(new Problem($"There is no read model {parsed.GetValue(Name)}: they are {string.Join(", ", Bank.ReadModels.Select(model => model.Name))}.", ExitCode.Usage).Tell());
        });
        return command;
    }

    private static async Task<int> Run(Installation bank, IReadOnlyList<ReadModel> models, ParseResult parsed, CancellationToken cancel)
    {
        var rebuild = new Rebuild(bank.Log, bank.Store, PersonalSeal.Read);
        var outcomes = new List<(ReadModel Model, RebuildOutcome Outcome)>();
        foreach (var model in models)
        {
            outcomes.Add((model, parsed.GetValue(Back) ? await rebuild.Back(model, cancel)
                : parsed.GetValue(DropOld) ? await rebuild.Drop(model, cancel)
                : await ProgressBar.Show<RebuildOutcome, RebuildProgress>($"Rebuilding {model.Name}", report => (report.Position, report.Goal), progress => rebuild.Run(model, progress, cancel))));
            if (!parsed.GetValue(BankCommandLine.Json))
                Console.WriteLine(Told(outcomes[^1].Model, outcomes[^1].Outcome));
        }

        if (parsed.GetValue(BankCommandLine.Json))
            Console.WriteLine(JsonSerializer.Serialize(outcomes.Select(each => new { model = each.Model.Name, each.Model.Version, outcome = each.Outcome.GetType().Name, details = (object)each.Outcome }), Json.Options));
        return outcomes.Any(each => each.Outcome is RebuildOutcome.Refused) ? ExitCode.NotNow : ExitCode.Ok;
    }

    private static string Told(ReadModel model, RebuildOutcome outcome) => outcome switch
    {
        RebuildOutcome.Swapped { Facts: 0 } it => $"{model.Name} v{model.Version}: now as the tables at position {it.Position} have it; those before are kept.",
        RebuildOutcome.Swapped it => string.Create(System.Globalization.CultureInfo.InvariantCulture,
            $"{model.Name} v{model.Version}: built from {it.Facts} facts in {it.Took.TotalSeconds:0.0} s, at position {it.Position}{(it.Aside > 0 ? $", {it.Aside} facts set aside" : "")}; the tables before are kept."),
        RebuildOutcome.Dropped { Tables: [] } => $"{model.Name} v{model.Version}: there was nothing to drop.",
        RebuildOutcome.Dropped it => $"{model.Name} v{model.Version}: dropped {string.Join(", ", it.Tables)}.",
        RebuildOutcome.Refused it => it.Reason,
        _ => throw new InvalidOperationException($"A rebuild does not end as {outcome.GetType().Name}."),
    };
}
