using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace TalentBank.Server.Tests.SignIn;

public sealed class SignInLogTests
{
    private const string Canary = "canary-7f3a";

    [Fact]
    public async Task Neither_tokens_nor_what_stands_in_them_reach_the_log()
    {
        await using var issuer = await TestIssuer.StartAsync(TimeProvider.System);
        using var log = new Capture();
        await using var host = await SignInHost.StartAsync(SignInHost.Build(SignInHost.Production, [$"--Auth:Issuer={issuer.Issuer}"],
            builder => builder.Logging.SetMinimumLevel(LogLevel.Trace).AddProvider(log)));
        string[] tokens =
        [
            issuer.Mint(payload: payload => (payload["sub"], payload["email"]) = (Canary, Canary)),
            issuer.Mint(payload: payload => (payload["sub"], payload["exp"]) = (Canary, 1)),
            issuer.Mint(payload: payload => payload["iss"] = Canary),
            issuer.Mint(payload: payload => payload["aud"] = Canary),
            issuer.Mint(header => header["kid"] = $"{Canary}\r\nforged line"),
            issuer.Mint(header => header["typ"] = Canary),
            issuer.Mint(header => header["alg"] = Canary, sign: _ => []),
            $"{Canary}.{Canary}.{Canary}",
            Canary,
        ];

        foreach (var token in tokens)
        {
            await host.Get("/protected", token);
            await host.Get($"/protected?access_token={token}");
        }

        log.Lines.Count(line => line.StartsWith("A token was refused", StringComparison.Ordinal)).ShouldBe(tokens.Length - 1);
        log.Lines.ShouldAllBe(line => !line.Contains(Canary) && !line.Contains("eyJ"));
    }

    private sealed class Capture : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> Lines { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public bool IsEnabled(LogLevel logLevel) => true;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Enqueue($"{formatter(state, exception)} {exception}");

        public void Dispose()
        {
        }
    }
}
