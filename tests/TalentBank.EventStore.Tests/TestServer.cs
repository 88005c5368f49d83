using TalentBank.EventStore.Embedded;
using TalentBank.EventStore.Tests;

[assembly: AssemblyFixture(typeof(TestServer))]

namespace TalentBank.EventStore.Tests;

/// <summary>The PostgreSQL of this test run: started by the first test that needs one, gone with the last.</summary>
public sealed class TestServer : IAsyncDisposable
{
    private static readonly Lazy<Task<EmbeddedPostgres>> Server = new(async () => (await EmbeddedPostgres.Start(new EmbeddedPostgresOptions())).OrThrow());

    /// <summary>To its database <c>postgres</c>, as the superuser.</summary>
    public static async Task<string> ConnectionString() => (await Server.Value).SuperuserConnectionString;

    public async ValueTask DisposeAsync()
    {
        if (Server.IsValueCreated)
            await (await Server.Value).DisposeAsync();
    }
}
