using Npgsql;
using TalentBank.EventStore.Log;
using TalentBank.EventStore.Vault;
using static TalentBank.EventStore.Tests.Log.Sample;

namespace TalentBank.EventStore.Tests.Log;

/// <summary>A fact is for ever: nothing about it changes but whether its stream is archived, and nothing of another zone's (ES13).</summary>
public sealed class FactsStayTests(TestDatabase test) : IClassFixture<TestDatabase>
{
    private readonly string _zone = $"zone-{Guid.NewGuid():N}";
    private readonly PostgresLog _log = new(test.Database);

    public static TheoryData<string> Attempts =>
    [
        "update talentbank.mt_events set data = '{}' where tenant_id = '{zone}'",
        "update talentbank.mt_events set data = jsonb_set(data, '{n}', '1.0') where tenant_id = '{zone}'", // equal, but not the same
        "update talentbank.mt_events set user_name = 'another' where tenant_id = '{zone}'",
        "update talentbank.mt_events set headers = '{}' where tenant_id = '{zone}'",
        "update talentbank.mt_events set timestamp = now() where tenant_id = '{zone}'",
        "update talentbank.mt_events set is_archived = true, type = 'nothing_happened' where tenant_id = '{zone}'",
        "delete from talentbank.mt_events where tenant_id = '{zone}'",
        "truncate talentbank.mt_events",
        "truncate talentbank.mt_streams cascade",
    ];

    [Theory]
    [MemberData(nameof(Attempts))]
    public async Task Who_changes_or_deletes_a_fact_is_refused_even_as_superuser(string attempt)
    {
        await _log.Append(Request(_zone, To("a", 0, events: 2)));
        var sql = attempt.Replace("{zone}", _zone, StringComparison.Ordinal);
        var facts = $"select coalesce(md5(string_agg(e::text, '' order by seq_id)), 'none') from talentbank.mt_events e where tenant_id = '{_zone}'";
        await using var connection = await test.Raw.OpenConnectionAsync();
        var before = await connection.Ask<string>(facts);

        (await Should.ThrowAsync<PostgresException>(() => connection.Run(sql))).SqlState.ShouldBe(PostgresErrorCodes.RestrictViolation);
        (await connection.Ask<string>(facts)).ShouldBe(before);

        // The control: past the triggers the same statement goes through.
        await connection.Run($"set session_replication_role = replica; begin; {sql}");
        (await connection.Ask<string>(facts)).ShouldNotBe(before);
        await connection.Run("rollback");
    }

    /// <summary>As <c>mt_archive_stream</c>, which Marten puts into its databases, does it.</summary>
    [Fact]
    public async Task Martens_own_way_of_archiving_works()
    {
        await _log.Append(Request(_zone, To("a", 0, events: 2), To("b", 0)));

        await test.Raw.Run($"""
            update talentbank.mt_streams set is_archived = TRUE where id = 'a' and tenant_id = '{_zone}';
            update talentbank.mt_events set is_archived = TRUE where stream_id = 'a' and tenant_id = '{_zone}'
            """);

        (await Archived()).ShouldBe("stream a, fact a 1, fact a 2");
    }

    [Fact]
    public async Task Archiving_marks_the_streams_named_and_their_facts_and_unarchiving_takes_that_back()
    {
        await _log.Append(Request(_zone, To("a", 0, events: 2), To("b", 0), To("c", 0)));

        await _log.Archive(_zone, ["a", "c"]);
        (await Archived()).ShouldBe("stream a, stream c, fact a 1, fact a 2, fact c 1");

        (await _log.Archive(_zone, ["b", "unknown"])).ShouldBe(["unknown"]);
        (await Archived()).ShouldBe("stream a, stream c, fact a 1, fact a 2, fact c 1", "all or none");

        await _log.Unarchive(_zone, ["a"]);
        (await Archived()).ShouldBe("stream c, fact c 1");
    }

    /// <summary>Every path that rewrites or removes rows of a zone, and how it would look if it forgot the zone.</summary>
    public static TheoryData<string, Func<Database, string, Task>, string> Rewriters => new()
    {
        {
            "archive", async (database, zone) => (await new PostgresLog(database).Archive(zone, ["a"])).ShouldBeEmpty(),
            "update talentbank.mt_streams set is_archived = true where id = 'a'; update talentbank.mt_events set is_archived = true where stream_id = 'a'"
        },
        {
            "unarchive", async (database, zone) => (await new PostgresLog(database).Unarchive(zone, ["b"])).ShouldBeEmpty(),
            "update talentbank.mt_streams set is_archived = false where id = 'b'; update talentbank.mt_events set is_archived = false where stream_id = 'b'"
        },
        {
            "erase", (database, zone) => new KeyVault(database, new byte[MasterKey.Length]).Destroy(zone, "talent-1", ["Profile"]),
            "delete from vault.keys where person = 'talent-1' and retention_class = 'Profile'"
        },
    };

    [Theory]
    [MemberData(nameof(Rewriters), DisableDiscoveryEnumeration = true)]
    public async Task What_rewrites_a_zone_leaves_every_row_of_all_others_as_it_was(string path, Func<Database, string, Task> rewrite, string withoutTheZone)
    {
        var vault = new KeyVault(test.Database, new byte[MasterKey.Length]);
        foreach (var zone in new[] { _zone, $"{_zone}-2", $"{_zone}-3" })
        {
            await _log.Append(Request(zone, To("a", 0, events: 3), To("b", 0)));
            await _log.Archive(zone, ["b"]);
            await vault.KeysFor(zone, [new("talent-1", "Profile"), new("talent-1", "Accounting")], create: true);
        }
        var (own, others) = (await Rows("="), await Rows("<>"));

        await rewrite(test.Database, _zone);

        (await Rows("<>")).ShouldBe(others, path);
        (await Rows("=")).ShouldNotBe(own, $"{path} does something");

        // The control: the same without the zone is seen.
        await test.Raw.Run(withoutTheZone);
        (await Rows("<>")).ShouldNotBe(others, $"{path} without its zone");
    }

    /// <summary>All rows of this zone, or of all others, in one hash.</summary>
    private Task<string> Rows(string comparison) => test.Raw.Ask<string>(
        $"""
        select md5(string_agg(md5(row), '' order by row))
        from (select s::text as row from talentbank.mt_streams s where tenant_id {comparison} '{_zone}'
              union all select e::text from talentbank.mt_events e where tenant_id {comparison} '{_zone}'
              union all select c::text from talentbank.commands c where zone {comparison} '{_zone}'
              union all select k::text from vault.keys k where zone {comparison} '{_zone}') rows
        """);

    private Task<string> Archived() => test.Raw.Ask<string>(
        $"""
        select string_agg(what, ', ' order by n, what)
        from (select 1 n, 'stream ' || id as what from talentbank.mt_streams where tenant_id = '{_zone}' and is_archived
              union all select 2, 'fact ' || stream_id || ' ' || version from talentbank.mt_events where tenant_id = '{_zone}' and is_archived) marks
        """);
}
