namespace TalentBank.EventStore.Tests.Recipes;

/// <summary>Three daemons, each a process: whoever owns the models is frozen until another has taken them, and thawed again.</summary>
public sealed class Es09TwoDaemons
{
    private static readonly int Rounds = RecipeLength.Of(3, 20);
    private static readonly TimeSpan Frozen = RecipeLength.Of(TimeSpan.Zero, TimeSpan.FromSeconds(20));
    private static readonly TimeSpan Lease = TimeSpan.FromMilliseconds(500);

    [Fact]
    public async Task Who_was_frozen_past_its_lease_changes_nothing_when_it_thaws()
    {
        await using var bank = await RecipeBank.Open();
        await using var crew = await Crew.Start(bank);
        var position = 0L;
        for (var round = 0; round < Rounds; round++)
        {
            position = await bank.Write(100);
            var owner = await crew.Owner();
            await owner.Freeze();
            position = await bank.Write(100);
            await Eventually.Holds(async () => await bank.Sql<bool>($"select bool_and(owner <> '{owner.Owner}') from talentbank.leases"));
            await Task.Delay(Frozen);
            // Every other time its sessions are gone when it wakes up.
            if (round % 2 == 1) await bank.Sql($"select pg_terminate_backend(pid) from pg_stat_activity where application_name = '{crew.NameOf(owner)}'");
            await owner.Thaw();
            position = await bank.Write(100);
        }

        await bank.Reached(position);
        (await bank.Faults()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Without_the_lease_and_the_comparison_facts_are_taken_twice()
    {
        await using var bank = await RecipeBank.Open();
        await using var crew = await Crew.Start(bank);
        await bank.Sql("""
            create or replace function talentbank.claim(p_owner uuid, p_names text[], p_lease interval)
            returns table (name text, "position" bigint, renewed boolean, taken boolean)
            language sql as $$ select name, last_seq_id, false, true from talentbank.mt_event_progression where name = any (p_names) $$;

            create or replace function talentbank.advance(p_owner uuid, p_names text[], p_lease interval, p_from bigint, p_to bigint) returns void
            language sql as $$ update talentbank.mt_event_progression set last_seq_id = p_to where name = any (p_names) $$
            """);
        await bank.Write(200);
        await Eventually.Holds(async () => (await bank.Faults()).Count > 0);
    }

    /// <summary>The three processes, told apart in PostgreSQL by the names of their connections.</summary>
    private sealed class Crew(RecipeBank bank, IReadOnlyList<DaemonProcess> daemons) : IAsyncDisposable
    {
        public static async Task<Crew> Start(RecipeBank bank) =>
            new(bank, await Task.WhenAll(Enumerable.Range(0, 3).Select(number => DaemonProcess.Start($"{bank.ConnectionString};Application Name=daemon-{number}", Lease))));

        public string NameOf(DaemonProcess daemon) => $"daemon-{daemons.Index().Single(entry => entry.Item == daemon).Index}";

        /// <summary>The one that owns all models.</summary>
        public async Task<DaemonProcess> Owner()
        {
            DaemonProcess? owner = null;
            await Eventually.Holds(async () =>
            {
                var owners = await bank.Sql<Guid[]>("select array(select distinct owner from talentbank.leases where until > clock_timestamp())");
                owner = owners is [var only] ? daemons.FirstOrDefault(daemon => daemon.Owner == only) : null;
                return owner is not null;
            });
            return owner!;
        }

        public async ValueTask DisposeAsync()
        {
            foreach (var daemon in daemons) await daemon.DisposeAsync();
        }
    }
}
