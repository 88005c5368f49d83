using TalentBank.EventStore.Tests.Embedded;

namespace TalentBank.EventStore.Tests.Recipes;

/// <summary>A standby answers reads, of a past that may change yet. The engine refuses to start on one.</summary>
public sealed class Es18Standby : IAsyncLifetime
{
    private readonly TestFolder _folder = new();

    public async ValueTask InitializeAsync() => await _folder.Prepare();

    [Fact]
    public async Task A_standby_is_refused_and_the_same_server_as_primary_is_not()
    {
        await using (var primary = await _folder.Start())
        {
            await using var control = await Database.Open(primary.ConnectionString);
        }
        await File.WriteAllTextAsync(Path.Combine(_folder.Data, "standby.signal"), "");

        await using var standby = await _folder.Start();

        (await TestFolder.Ask(standby.ConnectionString, "select pg_is_in_recovery()")).ShouldBe("True", "else this is no standby");
        (await Should.ThrowAsync<NotSupportedException>(() => Database.Open(standby.ConnectionString))).Message.ShouldContain("standby");
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }
}
