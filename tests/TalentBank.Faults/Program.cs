using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Serialization;
using TalentBank.Faults;

// dotnet run -c Release --project tests/TalentBank.Faults [-- [--faults 60] [--seed 1] [--json]]
var faults = new Option<int>("--faults") { Description = "How many.", DefaultValueFactory = _ => 60 };
var seed = new Option<int>("--seed") { Description = "Their order and lengths, and the commands of the load.", DefaultValueFactory = _ => 1 };
var json = new Option<bool>("--json") { Description = "Print the result as JSON." };
var root = new RootCommand("Faults done to a running bank under load: nothing acknowledged may be lost, nothing applied twice.") { faults, seed, json };
root.SetAction(async (parsed, cancel) =>
{
    var progress = new Told();
    await using var system = await SystemUnderTest.Start(progress, cancel);
    progress.Report($"PostgreSQL {system.Postgres.Version}, {system.Servers.Count} servers, all of it in {system.Folder}");
    using var run = new FaultRun(system, parsed.GetValue(faults), parsed.GetValue(seed), progress);
    var report = await run.Run(cancel);
    Console.WriteLine(parsed.GetValue(json) ? JsonSerializer.Serialize(report, new JsonSerializerOptions(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } }) : report.Tell());
    if (report.Problems.Count == 0)
        return 0;
    var history = Path.Combine(system.Folder, "history.jsonl");
    await run.History.WriteTo(history);
    progress.Report($"What was sent and answered: {history}; what the servers said: {system.Folder}/server-*.log");
    return 1;
});
// Faults are lifted and processes ended before it ends, whoever interrupts it.
return await root.Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null });

internal sealed class Told : IProgress<string>
{
    public void Report(string value) => Console.Error.WriteLine(value);
}
