using Microsoft.AspNetCore.Builder;
using TalentBank.Server.Running;

namespace TalentBank.Server.Tests;

/// <summary>A second server of the same bank.</summary>
public sealed class OtherServer(Installation bank, WebApplication app) : IAsyncDisposable
{
    public async Task<BankClient> As(string person)
    {
        var client = new BankClient(new HttpClient { BaseAddress = new Uri(app.Urls.First()) });
        await client.SignIn(person);
        return client;
    }

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
        await bank.DisposeAsync();
    }
}
