using System.Text.Json;

namespace TalentBank.Server.Tests.ThirdParty;

/// <summary>The clients that people use, on a line that is cut: they connect again by themselves and miss no change.</summary>
[Collection("bank")]
public sealed class ReconnectTests(DemoBank demo)
{
    [Theory]
    [InlineData("graphql-ws.mjs")]
    [InlineData("graphql-sse.mjs")]
    public async Task A_subscription_outlives_its_connection(string script)
    {
        var client = await demo.As("enterprise");
        var enterprise = (await client.Ask("{ me { organisation { id } } }")).GetProperty("me").GetProperty("organisation").GetProperty("id").GetString()!;

        var printed = await Node.Run(script, new Uri(client.Http.BaseAddress!, "/graphql").ToString(), client.Http.DefaultRequestHeaders.Authorization!.Parameter!, enterprise);

        var events = printed.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonSerializer.Deserialize<Event>(line, JsonSerializerOptions.Web)!).ToList();
        events.Select(each => each.Gap - events[0].Gap).ShouldBe([0, 2, 5]);
        events.Select(each => each.Position).ShouldBe(events.Select(each => each.Position).Distinct().Order());
        events[0].Connections.ShouldBe(1);
        events[1].Connections.ShouldBeGreaterThan(1, "it came over another connection");
    }

    private sealed record Event(int Gap, long Position, int Connections);
}
