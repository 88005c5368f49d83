using System.Text.Json;

namespace TalentBank.Server.Tests.ThirdParty;

/// <summary>graphql-http's audit of GraphQL over HTTP, against the running host.</summary>
[Collection("bank")]
public sealed class HttpAuditTests(DemoBank demo)
{
    private const int Audits = 61;

    [Fact]
    public async Task The_endpoint_passes_every_audit()
    {
        var client = await demo.As("chamber");

        var printed = await Node.Run("audit.mjs", new Uri(client.Http.BaseAddress!, "/graphql").ToString(), client.Http.DefaultRequestHeaders.Authorization!.Parameter!);

        var audits = printed.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement).ToList();
        audits.Where(audit => audit.GetProperty("status").GetString() != "ok").Select(audit => audit.ToString()).ShouldBeEmpty();
        audits.Count.ShouldBe(Audits);
    }
}
