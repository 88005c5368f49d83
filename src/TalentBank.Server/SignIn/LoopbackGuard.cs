using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Options;

namespace TalentBank.Server.SignIn;

/// <summary>
/// Stops a host that would offer the <see cref="DevIssuer"/> to the network. It looks at the listeners as they are bound,
/// because settings, environment, command line and code can all add one.
/// </summary>
internal sealed class LoopbackGuard(IServer server) : IHostedLifecycleService
{
    public static bool IsLoopback(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host, out var ip) && IPAddress.IsLoopback(ip));

    public Task StartedAsync(CancellationToken cancellationToken)
    {
        var addresses = server.Features.Get<IServerAddressesFeature>()?.Addresses ?? [];
        var outside = addresses.Where(address => !IsLoopback(BindingAddress.Parse(address).Host)).ToList();
        return outside.Count == 0
            ? Task.CompletedTask
            : throw new OptionsValidationException(SignInSettings.Section, typeof(SignInSettings),
                [$"Auth:DevSignIn needs loopback listeners only, and this host listens on {string.Join(", ", outside)}."]);
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
