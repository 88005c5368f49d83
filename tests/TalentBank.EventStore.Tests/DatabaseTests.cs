using System.Reflection;
using Npgsql;
using TalentBank.EventStore.Log;
using static TalentBank.EventStore.Tests.Log.Sample;

namespace TalentBank.EventStore.Tests;

public sealed class DatabaseTests(TestDatabase test) : IClassFixture<TestDatabase>
{
    [Fact]
    public async Task Servers_that_start_together_apply_the_tables_once()
    {
        await test.Raw.Run("drop schema talentbank cascade; drop schema vault cascade");

        var databases = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => Database.Open(test.ConnectionString))));

        foreach (var database in databases)
            await database.DisposeAsync();
        (await test.Raw.Ask<long>("select count(*) from pg_tables where schemaname in ('talentbank', 'vault')")).ShouldBeGreaterThanOrEqualTo(7);
    }

    /// <summary>Npgsql's own 30 seconds are what a half-open network would cost every request.</summary>
    [Theory]
    [InlineData("", 10)]
    [InlineData(";Command Timeout=60", 60)]
    public async Task A_statement_has_ten_seconds_unless_the_settings_say_otherwise(string setting, int seconds)
    {
        await using var database = await Database.Open(test.ConnectionString + setting);
        await using var command = database.Source.CreateCommand("select");

        command.CommandTimeout.ShouldBe(seconds);
    }

    /// <summary>Name, type, nullable, as Marten makes them: string stream identity, conjoined tenancy, metadata columns.</summary>
    [Theory]
    [InlineData("mt_streams",
        "tenant_id varchar not null, id varchar not null, type varchar, version bigint, timestamp timestamptz not null, created timestamptz not null, is_archived boolean not null")]
    [InlineData("mt_events",
        "seq_id bigint not null, id uuid not null, stream_id varchar, version bigint not null, data jsonb not null, bdata bytea, type varchar(500) not null, timestamp timestamptz not null, tenant_id varchar, mt_dotnet_type varchar, correlation_id varchar, causation_id varchar, headers jsonb, user_name varchar, is_archived boolean not null")]
    [InlineData("mt_event_progression", "name varchar not null, last_seq_id bigint, last_updated timestamptz")]
    public async Task The_log_has_Martens_columns(string table, string columns)
    {
        var actual = await test.Raw.Ask<string>(
            $"""
            select string_agg(attname || ' ' ||
                   replace(replace(format_type(atttypid, atttypmod), 'character varying', 'varchar'), 'timestamp with time zone', 'timestamptz') ||
                   case when attnotnull then ' not null' else '' end, ', ' order by attnum)
            from pg_attribute where attrelid = 'talentbank.{table}'::regclass and attnum > 0
            """);

        actual.ShouldBe(columns);
    }

    [Fact]
    public async Task Nothing_belongs_to_the_empty_zone()
    {
        var refused = await Should.ThrowAsync<PostgresException>(() =>
            test.Raw.Run("insert into talentbank.mt_streams (tenant_id, id, version) values ('', 'a', 1)"));

        refused.SqlState.ShouldBe(PostgresErrorCodes.CheckViolation);
    }

    [Theory]
    [InlineData(15_00_00, false, null)]
    [InlineData(18_00_01, false, null)]
    [InlineData(14_00_22, false, "PostgreSQL 15 or newer is needed; this server is PostgreSQL 14.")]
    [InlineData(9_06_24, true, "PostgreSQL 15 or newer is needed; this server is PostgreSQL 9.")]
    [InlineData(15_00_20, true, "This server is a standby (it is in recovery): connect to the primary.")]
    public void Servers_that_are_too_old_or_a_standby_are_refused(int version, bool isStandby, string? objection) =>
        Database.Objection(version, isStandby).ShouldBe(objection);

    [Fact]
    public async Task The_server_is_asked_whether_it_is_a_standby()
    {
        // A search path that finds another pg_is_in_recovery first makes a primary look like a standby.
        await test.Raw.Run("create schema standby; create function standby.pg_is_in_recovery() returns bool return true");
        var pretended = new NpgsqlConnectionStringBuilder(test.ConnectionString) { SearchPath = "standby, pg_catalog" };

        (await Should.ThrowAsync<NotSupportedException>(() => Database.Open(pretended.ConnectionString))).Message.ShouldContain("standby");
    }

    [Theory]
    [InlineData("", true)]
    [InlineData(";Max Auto Prepare=0", false)]
    [InlineData(";Max Auto Prepare=7", true)]
    public async Task Statements_are_prepared_unless_the_connection_string_says_otherwise(string setting, bool prepared)
    {
        await using var database = await Database.Open(test.ConnectionString + setting);
        await using var session = await AppendSession.Open(database);
        await session.Send([new PendingAppend(Request("z", To($"prepared{setting}", 0)), bytes: 0)]);

        await using var connection = await database.OpenKept();
        for (var n = 0; n < 10; n++)
            await connection.Run("select 'again and again'");

        (await connection.Ask<long>("select count(*) from pg_prepared_statements where statement like '%again%'")).ShouldBe(prepared ? 1 : 0);
        database.Prepares.ShouldBe(prepared);
    }

    [Fact]
    public void Npgsql_stays_inside()
    {
        var types = typeof(Database).Assembly.GetExportedTypes();

        var leaks =
            from type in types
            from member in type.GetMembers(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static)
            from used in Used(member)
            where used.Namespace?.StartsWith(nameof(Npgsql), StringComparison.Ordinal) == true
            select $"{type.Name}.{member.Name}";

        types.ShouldNotBeEmpty();
        leaks.ShouldBeEmpty();
    }

    private static IEnumerable<Type> Used(MemberInfo member) => member switch
    {
        MethodInfo method => [.. method.GetParameters().SelectMany(parameter => Parts(parameter.ParameterType)), .. Parts(method.ReturnType)],
        ConstructorInfo constructor => constructor.GetParameters().SelectMany(parameter => Parts(parameter.ParameterType)),
        PropertyInfo property => Parts(property.PropertyType),
        FieldInfo field => Parts(field.FieldType),
        _ => [],
    };

    private static IEnumerable<Type> Parts(Type type) => [type, .. type.GetGenericArguments().SelectMany(Parts)];
}
