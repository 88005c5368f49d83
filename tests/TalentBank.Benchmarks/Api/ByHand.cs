using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Npgsql;
using TalentBank.EventStore.ReadModels;
using TalentBank.Ledger;
using TalentBank.Parties;
using TalentBank.Positions;
using TalentBank.Server.Running;

namespace TalentBank.Benchmarks.Api;

/// <summary>The same answers as somebody would write them who needs nothing else: SQL, a reader, a JSON writer.</summary>
internal sealed class ByHand(NpgsqlDataSource source, Installation bank)
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    private readonly string _positions = bank.Store.TableOf(OpenPositions.Model).Quoted;
    private readonly string _zones = bank.Store.TableOf(Zones.Model).Quoted;

    public async Task Positions(HttpContext http)
    {
        await using var command = source.CreateCommand($"""
            select key, document ->> 'title', "by_category", "by_key", "by_openings", "by_from" from {_positions}
            where zone = $1 and "by_category" = any($2) and "by_openings" >= $3 order by "by_openings" nulls last, key limit 50
            """);
        command.Parameters.Add(new() { Value = bank.Zone });
        command.Parameters.Add(new() { Value = new[] { "OPERATIONS" } });
        command.Parameters.Add(new() { Value = 3L });
        await using var reader = await command.ExecuteReaderAsync();
        http.Response.ContentType = "application/json; charset=utf-8";
        await using var json = new Utf8JsonWriter(http.Response.BodyWriter, Options);
        json.WriteStartObject();
        json.WriteStartObject("data");
        json.WriteStartObject("positionRequirements");
        json.WriteStartArray("nodes");
        while (await reader.ReadAsync())
        {
            json.WriteStartObject();
            json.WriteString("id", reader.GetString(0));
            json.WriteString("title", reader.GetString(1));
            json.WriteString("category", reader.GetString(2));
            json.WriteBoolean("key", reader.GetBoolean(3));
            json.WriteNumber("openings", reader.GetInt64(4));
            json.WriteString("from", reader.GetFieldValue<DateOnly>(5).ToString("O", CultureInfo.InvariantCulture));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    public async Task Gap(HttpContext http)
    {
        var today = await bank.Calendar.Today(bank.Zone);
        var figure = LedgerFigure.Of(
            (LedgerTable)bank.Store.TableOf(BankLedger.Model), bank.Zone, new Balances(new Standpoint(null, null).See(Units.Openings, today, Accounts.Gap), ["category", "account"]));
        await using var connection = await source.OpenConnectionAsync();
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                new($"select c ->> 'code' from {_zones}, jsonb_array_elements(document -> 'categories') with ordinality e(c, n) where zone = $1 order by n") { Parameters = { new() { Value = bank.Zone } } },
                figure.Command(),
            },
        };
        await using var reader = await batch.ExecuteReaderAsync();
        var categories = new List<string>();
        while (await reader.ReadAsync())
            categories.Add(reader.GetString(0));
        await reader.NextResultAsync();
        var gaps = new Dictionary<string, decimal>();
        var total = 0m;
        while (await reader.ReadAsync())
        {
            var amount = reader.GetDecimal(0);
            total += amount;
            gaps[reader.GetString(2)] = gaps.GetValueOrDefault(reader.GetString(2)) + amount;
        }

        http.Response.ContentType = "application/json; charset=utf-8";
        await using var json = new Utf8JsonWriter(http.Response.BodyWriter, Options);
        json.WriteStartObject();
        json.WriteStartObject("data");
        json.WriteStartObject("talentGap");
        json.WriteNumber("gap", (int)total);
        json.WriteStartArray("categories");
        foreach (var category in categories)
        {
            var gap = (int)gaps.GetValueOrDefault(category);
            json.WriteStartObject();
            json.WriteString("category", category);
            json.WriteNumber("gap", gap);
            json.WriteNumber("share", (double)(gap / total));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
