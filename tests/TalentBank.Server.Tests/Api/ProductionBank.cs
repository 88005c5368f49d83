using System.Net.Http.Headers;
using TalentBank.EventStore.Embedded;
using TalentBank.Server.Tests.Api;
using TalentBank.Server.Tests.Running;
using TalentBank.Server.Tests.SignIn;

[assembly: AssemblyFixture(typeof(ProductionBank))]

namespace TalentBank.Server.Tests.Api;

/// <summary>The server as operators run it: a process in Production, with a provider, a PostgreSQL and one chamber officer.</summary>
public sealed class ProductionBank : IAsyncDisposable
{
    public const string TrustedDocument = "query Trusted { zone { categories { code } } }";

    private readonly string _folder = Directory.CreateTempSubdirectory("talentbank-production-").FullName;
    private readonly Lazy<Task<Running>> _running;

    public ProductionBank() => _running = new(Start);

    /// <summary>The process, started for whoever asks first.</summary>
    internal async Task<ServerProcess> Server() => (await _running.Value).Server;

    /// <summary>Its database, for whoever wants to harm it.</summary>
    public async Task<string> ConnectionString() => (await _running.Value).Postgres.ConnectionString;

    /// <summary>A client with the token of the chamber's officer, which tells a refused request by its status.</summary>
    public async Task<HttpClient> Officer()
    {
        var (_, issuer, server) = await _running.Value;
        var client = new HttpClient { BaseAddress = server.Http.BaseAddress };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", issuer.Token());
        client.DefaultRequestHeaders.Accept.ParseAdd("application/graphql-response+json");
        return client;
    }

    public async ValueTask DisposeAsync()
    {
        if (_running.IsValueCreated)
        {
            var (postgres, issuer, server) = await _running.Value;
            await server.DisposeAsync();
            await issuer.DisposeAsync();
            await postgres.DisposeAsync();
        }

        Directory.Delete(_folder, recursive: true);
    }

    private async Task<Running> Start()
    {
        var postgres = ((StartOutcome.Running)await EmbeddedPostgres.Start(new EmbeddedPostgresOptions())).Server;
        var issuer = await TestIssuer.StartAsync(TimeProvider.System);
        var documents = Directory.CreateDirectory(Path.Combine(_folder, "documents")).FullName;
        await File.WriteAllTextAsync(Path.Combine(documents, "trusted.graphql"), TrustedDocument);
        var settings = new Dictionary<string, string>
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Production",
            ["Auth__DevSignIn"] = "false",
            ["Auth__Issuer"] = issuer.Issuer,
            ["ConnectionStrings__TalentBank"] = postgres.ConnectionString,
            ["Bank__MasterKey"] = Convert.ToBase64String(new byte[32]),
            ["Bank__TrustedDocuments"] = documents,
        };
        await using (var opening = ServerProcess.Start(
            _folder, 0, settings, "open-zone", "--name-zh", "示范综试区", "--name-en", "A zone", "--category", "OPERATIONS=运营=Operations", "--chamber", "示范商会",
            "--chamber-uscc", "91511400DEM01001XF", "--officer", "王芳", "--officer-issuer", issuer.Issuer, "--officer-subject", "subject-1"))
            (await opening.Exit()).ShouldBe(0, opening.Said);
        return new Running(postgres, issuer, await ServerProcess.Start(_folder, ServerProcess.FreePort(), settings).Ready());
    }

    private sealed record Running(EmbeddedPostgres Postgres, TestIssuer Issuer, ServerProcess Server);
}
