using TalentBank.Faults.Machines;

namespace TalentBank.Faults;

/// <summary>Something that happens to systems: struck, kept up for a short while, lifted.</summary>
/// <param name="Kind">Its name.</param>
/// <param name="Strike">Does all of it, and says in a few words what was done; how, the random numbers tell.</param>
internal sealed record Fault(string Kind, Func<SystemUnderTest, Random, Task<string>> Strike)
{
    private static readonly TimeSpan LongestSwallowing = TimeSpan.FromSeconds(10);

    /// <summary>All kinds that can be done here.</summary>
    public static IReadOnlyList<Fault> All(SystemUnderTest system) =>
    [
        new("kill server", async (it, random) =>
        {
            var server = AnyOf(it.Servers, random);
            await server.Kill();
            return $"server {server.Number}";
        }),
        new("freeze server", async (it, random) =>
        {
            var (server, length) = (AnyOf(it.Servers, random), Between(random, 2, 8));
            await server.Freeze();
            await Task.Delay(length);
            await server.Thaw();
            return $"server {server.Number} for {length.TotalSeconds:0.0} s";
        }),
        new("kill PostgreSQL", async (it, random) =>
        {
            var away = Between(random, 0, 3);
            await it.Postgres.Kill();
            await Task.Delay(away);
            await it.EnsurePostgresRuns();
            return $"started again {away.TotalSeconds:0.0} s later";
        }),
        new("freeze PostgreSQL", async (it, random) =>
        {
            var length = Between(random, 2, 8);
            await it.Postgres.Freeze();
            await Task.Delay(length);
            await it.Postgres.Thaw();
            return $"for {length.TotalSeconds:0.0} s";
        }),
        new("cut network", async (it, random) =>
        {
            var length = Between(random, 0, 6);
            it.Proxy.Cut();
            await Task.Delay(length);
            it.Proxy.Pass();
            return $"for {length.TotalSeconds:0.0} s";
        }),
        new("half-open network", async (it, random) =>
        {
            var length = Between(random, 1, 6);
            it.Proxy.FallSilent();
            await Task.Delay(length);
            it.Proxy.Pass();
            return $"for {length.TotalSeconds:0.0} s";
        }),
        new("swallow commits' answers", async (it, random) =>
        {
            var count = random.Next(1, 6);
            it.Proxy.SwallowAcknowledgements(count);
            for (var end = DateTime.UtcNow + LongestSwallowing; it.Proxy.ToSwallow > 0 && DateTime.UtcNow < end;)
                await Task.Delay(TimeSpan.FromMilliseconds(20));
            var left = it.Proxy.ToSwallow;
            it.Proxy.Pass();
            return $"{count - left} of {count}";
        }),
        new("terminate sessions", async (it, random) =>
        {
            var times = random.Next(1, 4);
            long ended = 0;
            for (var n = 0; n < times; n++)
            {
                ended += await it.Postgres.TerminateSessions();
                await Task.Delay(Between(random, 0.1, 1));
            }
            return $"{ended} of them";
        }),
        .. system.Disk is { } disk
            ? [new("disk full", async (it, random) =>
            {
                var (length, panics) = (Between(random, 2, 8), random.Next(2) == 0);
                var bytes = disk.Fill();
                if (panics)
                    await it.Postgres.SwitchLog();
                await Task.Delay(length);
                disk.Free();
                await it.EnsurePostgresRuns();
                return $"{bytes >> 20} MiB filled for {length.TotalSeconds:0.0} s{(panics ? ", PostgreSQL's log too" : "")}";
            })]
            : Array.Empty<Fault>(),
        .. system.Clocks.Count > 0
            ? [new("clock jump", async (it, random) =>
            {
                var (number, length) = (random.Next(it.Clocks.Count), Between(random, 3, 8));
                var ahead = TimeSpan.FromMinutes(random.Next(5, 4000) * (random.Next(2) == 0 ? 1 : -1));
                it.Clocks[number].Set(ahead);
                await Task.Delay(length);
                it.Clocks[number].Set(TimeSpan.Zero);
                return $"server {number + 1} by {ahead.TotalHours:+0.0;-0.0} h for {length.TotalSeconds:0.0} s, then back";
            })]
            : Array.Empty<Fault>(),
    ];

    /// <summary>So many faults that every kind comes about equally often, in an order that the random numbers tell.</summary>
    public static IEnumerable<Fault> Order(IReadOnlyList<Fault> kinds, int count, Random random)
    {
        var round = kinds.ToArray();
        for (var n = 0; n < count; n++)
        {
            if (n % round.Length == 0)
                random.Shuffle(round);
            yield return round[n % round.Length];
        }
    }

    private static BankServer AnyOf(IReadOnlyList<BankServer> servers, Random random) => servers[random.Next(servers.Count)];

    private static TimeSpan Between(Random random, double least, double most) => TimeSpan.FromSeconds(least + (random.NextDouble() * (most - least)));
}
