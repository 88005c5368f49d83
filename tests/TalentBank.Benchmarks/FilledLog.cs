using Npgsql;

namespace TalentBank.Benchmarks;

/// <summary>A log that PostgreSQL itself fills, for sizes that no one would wait for otherwise, with what an append would have written: facts of about 300 bytes, interleaved over streams, recorded over two years.</summary>
internal static class FilledLog
{
    public static readonly DateTimeOffset Start = new(2024, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static readonly DateTimeOffset End = Start.AddDays(730);

    private const int Part = 500_000;

    public static async Task Fill(NpgsqlDataSource source, int facts, int streams)
    {
        await Run(source, "alter table talentbank.mt_events disable trigger user; truncate talentbank.mt_events, talentbank.mt_streams, talentbank.commands; alter table talentbank.mt_events enable trigger user");
        await Run(source, $"insert into talentbank.mt_streams (tenant_id, id, version) select '{Facts.Zone}', 'position-' || n, {facts / streams} from generate_series(0, {streams - 1}) n");
        for (var from = 1; from <= facts; from += Part)
        {
            await Run(source, $$"""
                insert into talentbank.mt_events (seq_id, id, stream_id, version, data, type, timestamp, tenant_id, correlation_id, causation_id, user_name)
                select n, gen_random_uuid(), 'position-' || (n - 1) % {{streams}}, (n - 1) / {{streams}} + 1,
                    jsonb_build_object(
                        'PositionId', 'position-' || (n - 1) % {{streams}}, 'EnterpriseId', 'enterprise-91511400MA62JX7' || lpad((n % 1000)::text, 3, '0'),
                        'Category', (array['OPERATIONS', 'DESIGN', 'SUPPLY_CHAIN', 'OTHERS'])[n / 7 % 4 + 1], 'Title', '{"zh": "跨境电商运营专员", "en": "Cross-border operations"}'::jsonb,
                        'Openings', n % 500, 'From', (date '2024-01-01' + (n * 730 / {{facts}})::int + (n % 10)::int)::text, 'MonthlyPay', '6500.00', 'Tier', 'INTERMEDIATE'),
                    '{{Facts.Type}}', timestamptz '2024-01-01 00:00:00Z' + n * (interval '730 days' / {{facts}}), '{{Facts.Zone}}', md5(n::text), gen_random_uuid()::text, 'member-0199f3a2-6c1e-7d43-9b52-5d4f0a1b2c3d'
                from generate_series({{from}}::bigint, {{Math.Min(facts, from + Part - 1)}}) n
                """);
        }

        await Run(source, $"""
            insert into talentbank.commands (zone, command_id, fingerprint, result, position, recorded_at)
            select tenant_id, causation_id::uuid, '{Facts.Fingerprint}', stream_id, seq_id, timestamp from talentbank.mt_events order by causation_id
            """);
        await Run(source, $"select setval('talentbank.mt_events_sequence', {facts})");
        await CleanUp(source);
    }

    /// <summary>What PostgreSQL does by itself sooner or later, done before anything is measured.</summary>
    public static Task CleanUp(NpgsqlDataSource source) => Run(source, "vacuum analyze");

    private static async Task Run(NpgsqlDataSource source, string sql)
    {
        await using var command = source.CreateCommand(sql);
        command.CommandTimeout = 0;
        await command.ExecuteNonQueryAsync();
    }
}
