using System.Text.Json;

namespace TalentBank.Server.Tests.Running;

/// <summary>What operators type, as they type it.</summary>
public sealed class OperatorCommandsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("talentbank-operator-").FullName;

    [Fact]
    public async Task Beside_a_working_server_everything_can_be_asked_rebuilt_and_exported()
    {
        var port = ServerProcess.FreePort();
        await using var server = await ServerProcess.Start(_folder, port).Ready();

        var status = await Json("status", "--json");
        var facts = status.GetProperty("facts").GetInt64();
        status.GetProperty("end").GetInt64().ShouldBe(facts);
        status.GetProperty("models").EnumerateArray().Select(model => model.GetProperty("name").GetString()).ShouldBe(Bank.ReadModels.Select(model => model.Name));
        status.GetProperty("models").EnumerateArray().ShouldAllBe(model => model.GetProperty("owner").ValueKind == JsonValueKind.String);
        (await Run(0, "status")).ShouldContain($"{facts} facts in");

        var rebuilt = (await Json("rebuild", "positions", "--json"))[0];
        rebuilt.GetProperty("outcome").GetString().ShouldBe("Swapped");
        rebuilt.GetProperty("details").GetProperty("facts").GetInt64().ShouldBe(facts);
        (await Run(0, "rebuild", "positions", "--back")).ShouldContain("positions v2: now as the tables at position");
        (await Run(0, "rebuild", "positions", "--drop-old")).ShouldContain("positions v2: dropped");
        (await Run(75, "rebuild", "positions", "--back")).ShouldContain("No earlier table of positions v2 is kept.");

        var exported = await Json("export", "a.zone", "--keys", "a.keys", "--json");
        exported.GetProperty("log").GetProperty("manifest").GetProperty("lastPosition").GetInt64().ShouldBe(facts);
        exported.GetProperty("keys").GetProperty("manifest").GetProperty("content").GetString().ShouldBe("keys");
        (await Run(73, "export", "a.zone")).ShouldContain("a.zone exists already: name a file that does not.");
        (await Run(73, "import", "a.zone")).ShouldContain("The database is not empty");
        (await Run(0, "verify")).ShouldContain("Nothing wrong was found.");

        var chamber = await server.As("chamber");
        (await chamber.Ask("{ readModels { name version position behind fed setAside rebuilding { position goal perSecond secondsLeft } } }"))
            .GetProperty("readModels").EnumerateArray().ShouldAllBe(model => model.GetProperty("fed").GetBoolean() && model.GetProperty("behind").GetInt32() == 0);
        (await (await server.As("enterprise")).Send("{ readModels { name } }")).GetProperty("errors")[0].GetProperty("extensions").GetProperty("code").GetString().ShouldBe("FORBIDDEN");
    }

    [Theory]
    [InlineData(64, "There is no command statsu: the commands are status, verify, rebuild, export, import, open-zone.", "statsu")]
    [InlineData(64, "Required argument 'FILE' missing", "export")]
    [InlineData(64, "verify knows no --fast: --help says what it knows.", "verify", "--fast")]
    [InlineData(64, "There is no read model nonsense: they are ledger, zones,", "rebuild", "nonsense")]
    [InlineData(64, "--back and --drop-old can't be had at once.", "rebuild", "--back", "--drop-old")]
    [InlineData(64, "The keys need a file of their own", "export", "a", "--keys", "a")]
    [InlineData(66, "There is no file nowhere.zone.", "import", "nowhere.zone")]
    [InlineData(73, "There is no folder ", "export", "nowhere/a.zone")]
    [InlineData(73, ". is a folder: name a file in it.", "export", ".")]
    [InlineData(69, "The database does not answer: ", "status", "ConnectionStrings__TalentBank=Host=127.0.0.1;Port=1;Username=x;Password=x;Database=x")]
    public async Task A_mistake_is_told_in_one_sentence(int exitCode, string sentence, params string[] arguments)
    {
        var said = await Run(exitCode, arguments);

        said.ShouldContain(sentence);
        said.ShouldNotContain("   at ");
        Directory.Exists(Path.Combine(_folder, ".talentbank")).ShouldBeFalse("nothing was started for it");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private async Task<JsonElement> Json(params string[] arguments)
    {
        await using var process = ServerProcess.Start(_folder, 0, arguments);
        (await process.Exit()).ShouldBe(0, process.Said);
        return JsonDocument.Parse(process.Printed).RootElement;
    }

    /// <summary>All that it said; arguments with <c>__</c> and <c>=</c> are settings.</summary>
    private async Task<string> Run(int exitCode, params string[] arguments)
    {
        var settings = arguments.Where(argument => argument.Contains("__", StringComparison.Ordinal)).Select(setting => setting.Split('=', 2)).ToDictionary(parts => parts[0], parts => parts[1]);
        await using var process = ServerProcess.Start(_folder, 0, settings, [.. arguments.Where(argument => !argument.Contains("__", StringComparison.Ordinal))]);
        (await process.Exit()).ShouldBe(exitCode, process.Said);
        return process.Said;
    }
}
