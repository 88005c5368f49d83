using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Serialization;
using TalentBank.Faults;

// dotnet run -c Release --project tests/TalentBank.Faults [-- [--faults 60] [--seed 1] [--json]]
var faults = new Option<int>("--faults") { Description = "How many.", DefaultValueFactory = _ => 60 };
var seed = new Option<int>("--seed") { Description = "Their order and lengths, and the commands of the load.", DefaultValueFactory = _ => 1 };
var json = new Option<bool>("--json") { Description = "Print the result as JSON." };
var keep = new Option<bool>("--keep") { Description = "Keep the history and what the servers said, even if nothing is wrong." };
var root = new RootCommand("Faults done to a running bank under load: nothing acknowledged may be lost, nothing applied twice.") { faults, seed, json, keep };
root.SetAction(async (parsed, cancel) =>
{
    var progress = new Told();
    string folder;
    FaultReport report;
    await using (var system = await SystemUnderTest.Start(progress, cancel))
    {
        folder = system.Folder;
        progress.Report($"PostgreSQL {system.Postgres.Version} and {system.Servers.Count} servers work in {folder}");
        using var run = new FaultRun(system, parsed.GetValue(faults), parsed.GetValue(seed), progress);
        try
        {
            report = await run.Run(cancel);
        }
        finally
        {
            await run.History.WriteTo(Path.Combine(folder, "history.jsonl"));
        }
    }
    Console.WriteLine(parsed.GetValue(json) ? JsonSerializer.Serialize(report, new JsonSerializerOptions(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } }) : report.Tell());
    if (report.Problems.Count == 0 && !parsed.GetValue(keep))
        Directory.Delete(folder, recursive: true);
    else
        progress.Report($"What was sent and answered: {folder}/history.jsonl; what the servers said: {folder}/server-*.log");
    return report.Problems.Count == 0 ? 0 : 1;
});
// Faults are lifted and processes ended before it ends, whoever interrupts it.
return await root.Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null });
