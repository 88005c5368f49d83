using System.Collections.Concurrent;
using System.Net.Sockets;
using System.Text.Json;

namespace TalentBank.Server.Tests.Running;

/// <summary>The server as a process: started, killed, started again, checked, stopped.</summary>
public sealed class ServerProcessTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("talentbank-server-").FullName;

    [Fact]
    public async Task After_a_kill_in_the_middle_of_200_deposits_every_acknowledged_one_is_there_once_and_the_data_proves_right()
    {
        var port = ServerProcess.FreePort();
        var acknowledged = new ConcurrentBag<Guid>();
        var ids = Enumerable.Range(0, 200).Select(_ => Guid.CreateVersion7()).ToList();
        string enterprise;
        int before;
        await using (var first = await ServerProcess.Start(_folder, port).Ready())
        {
            var chamber = await first.As("chamber");
            enterprise = (await chamber.Ask("{ organisations(filter: { kind: [ENTERPRISE] }, first: 1) { nodes { id } } }")).GetProperty("organisations").GetProperty("nodes")[0].GetProperty("id").GetString()!;
            before = await Gap(chamber);

            var deposits = ids.Select(async id =>
            {
                if (await Deposit(chamber, enterprise, id))
                    acknowledged.Add(id);
            }).ToList();
            while (acknowledged.Count < 50)
                await Task.WhenAny(deposits.Where(deposit => !deposit.IsCompleted));
            await first.Kill();
            await Task.WhenAll(deposits);
        }

        acknowledged.Count.ShouldBeInRange(50, 199, "the kill must fall in the middle");
        await using (var second = await ServerProcess.Start(_folder, port).Ready())
        {
            var chamber = await second.As("chamber");
            var afterwards = await Gap(chamber);
            afterwards.ShouldBeInRange(before + acknowledged.Count, before + 200);

            // Sent again, the acknowledged ones change nothing; the others are recorded now, if they were not.
            foreach (var id in acknowledged)
                (await Deposit(chamber, enterprise, id)).ShouldBeTrue();
            (await Gap(chamber)).ShouldBe(afterwards);
            foreach (var id in ids)
                (await Deposit(chamber, enterprise, id)).ShouldBeTrue();
            (await Gap(chamber)).ShouldBe(before + 200);
            (await second.Stop()).ShouldBe(0, second.Said);
        }

        await using var verify = ServerProcess.Start(_folder, port, "verify", "--json");
        (await verify.Exit()).ShouldBe(0, verify.Said);
    }

    [Fact]
    public async Task A_port_in_use_is_said_in_one_sentence_and_postgresql_is_stopped_again()
    {
        using var taken = new TcpListener(System.Net.IPAddress.Loopback, 0);
        taken.Start();
        var port = ((System.Net.IPEndPoint)taken.LocalEndpoint).Port;

        await using var server = ServerProcess.Start(_folder, port);

        (await server.Exit()).ShouldBe(78);
        server.Said.ShouldContain($"{port}");
        server.Said.ShouldNotContain("   at ");
        File.Exists(Path.Combine(_folder, ".talentbank", "postgres", "data", "postmaster.pid")).ShouldBeFalse();
    }

    [Fact]
    public async Task Dev_sign_in_outside_development_forbids_the_start()
    {
        await using var server = ServerProcess.Start(_folder, ServerProcess.FreePort(), "--environment=Production");

        (await server.Exit()).ShouldBe(78);
        server.Said.ShouldContain("Auth:DevSignIn");
        server.Said.ShouldNotContain("   at ");
    }

    public void Dispose()
    {
        // PostgreSQL lets go of the folder a moment after the server that stopped it.
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>Whether the deposit was acknowledged; false where the server was gone.</summary>
    private static async Task<bool> Deposit(BankClient client, string enterpriseId, Guid commandId)
    {
        try
        {
            var payload = await client.TryCommand("depositPosition", new { commandId, enterpriseId, category = "OPERATIONS", title = "跨境运营助理", openings = 1 });
            return payload.GetProperty("errors").GetArrayLength() == 0;
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException or JsonException)
        {
            return false;
        }
    }

    private static async Task<int> Gap(BankClient client) => (await client.Ask("{ talentGap { gap } }")).GetProperty("talentGap").GetProperty("gap").GetInt32();
}
