using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using TalentBank.Server.SignIn;

namespace TalentBank.Server.Tests.Live;

/// <summary>Live questions as event streams, on the demo zone over real HTTP.</summary>
[Collection("bank")]
public sealed class EventStreamTests(DemoBank demo)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_gap_comes_at_once_and_again_when_it_changes()
    {
        var chamber = await demo.As("chamber");
        using var stream = await Open(chamber, "subscription { talentGap { gap } }");
        var before = GapOf(await Next(stream));
        var enterprise = (await chamber.Ask("{ organisations(filter: { kind: [ENTERPRISE] }, first: 1) { nodes { id } } }")).GetProperty("organisations").GetProperty("nodes")[0].GetProperty("id").GetString();

        await chamber.Command("depositPosition", new { enterpriseId = enterprise, category = "DESIGN", key = false, title = "视觉设计", openings = 2 }, "");

        var after = await Next(stream);
        GapOf(after).ShouldBe(before + 2);
        ((long)after["extensions"]!["position"]!).ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task A_query_is_one_event_and_then_complete()
    {
        using var stream = await Open(await demo.As("chamber"), "{ talentGap(asOf: \"2025-12-31\") { gap } }");

        GapOf(await Next(stream)).ShouldBe(300);
        (await Line(stream)).ShouldBe("event: complete");
        (await Line(stream)).ShouldBe("data:");
        (await stream.ReadToEndAsync(Cancel)).ShouldBe("\n");
    }

    [Fact]
    public async Task What_is_wrong_with_the_operation_is_an_event()
    {
        using var stream = await Open(await demo.As("chamber"), "subscription { nothing }");

        (await Next(stream))["errors"]!.AsArray().ShouldHaveSingleItem();
        (await Line(stream)).ShouldBe("event: complete");
    }

    [Fact]
    public async Task What_is_wrong_with_the_request_is_answered_as_ever()
    {
        var chamber = await demo.As("chamber");
        foreach (var (request, status) in new[]
        {
            (new HttpRequestMessage(HttpMethod.Post, "/graphql") { Content = new StringContent("{}") }, HttpStatusCode.UnsupportedMediaType),
            (new HttpRequestMessage(HttpMethod.Post, "/graphql") { Content = JsonContent.Create(new { }) }, HttpStatusCode.BadRequest),
            (new HttpRequestMessage(HttpMethod.Put, "/graphql") { Content = JsonContent.Create(new { query = "{ __typename }" }) }, HttpStatusCode.MethodNotAllowed),
            (new HttpRequestMessage(HttpMethod.Get, "/graphql?query=mutation%7B__typename%7D"), HttpStatusCode.MethodNotAllowed),
        })
        {
            request.Headers.Accept.ParseAdd("text/event-stream");
            (await chamber.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancel)).StatusCode.ShouldBe(status);
        }
    }

    [Fact]
    public async Task Nobody_and_members_of_nothing_get_no_stream()
    {
        (await Send(await demo.Anybody(), "subscription { talentGap { gap } }")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await Send(await demo.As("chamber", actingFor: "enterprise-none"), "subscription { talentGap { gap } }")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_stream_is_cut_off_when_its_token_runs_out()
    {
        var app = await demo.App();
        var subject = await app.Services.GetRequiredService<FindDevSubject>()(new DevPersonRequest("chamber", null, null), Cancel);
        var client = await demo.Anybody();
        client.Http.DefaultRequestHeaders.Authorization = new("Bearer", app.Services.GetRequiredService<DevIssuer>().Token(subject!, TimeSpan.FromSeconds(6)));
        using var stream = await Open(client, "subscription { talentGap { gap } }");
        await Next(stream);

        (await stream.ReadToEndAsync(Cancel)).ShouldEndWith(": token-expired\n\n");
    }

    [Fact]
    public async Task So_many_streams_a_person_and_not_one_more()
    {
        var government = await demo.As("government");
        var open = new List<StreamReader>();
        for (var i = 0; i < 20; i++)
            open.Add(await Open(government, "subscription { talentGap { gap } }"));

        var tooMany = await Send(government, "subscription { talentGap { gap } }");

        tooMany.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        (await tooMany.Content.ReadAsStringAsync(Cancel)).ShouldContain("too-many-connections");
        (await Send(await demo.As("zone"), "{ __typename }")).StatusCode.ShouldBe(HttpStatusCode.OK);
        open.ForEach(stream => stream.Dispose());
    }

    private static async Task<StreamReader> Open(BankClient client, string query)
    {
        var response = await Send(client, query);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("text/event-stream");
        return new StreamReader(await response.Content.ReadAsStreamAsync(Cancel));
    }

    private static Task<HttpResponseMessage> Send(BankClient client, string query)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/graphql") { Content = JsonContent.Create(new { query }) };
        request.Headers.Accept.ParseAdd("text/event-stream");
        return client.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancel);
    }

    /// <summary>The payload of the next event, past comments.</summary>
    private static async Task<JsonNode> Next(StreamReader stream)
    {
        (await Line(stream)).ShouldBe("event: next");
        return JsonNode.Parse((await Line(stream))["data: ".Length..])!;
    }

    /// <summary>The next line that is not empty and no comment.</summary>
    private static async Task<string> Line(StreamReader stream)
    {
        string line;
        do
            line = (await stream.ReadLineAsync(Cancel)).ShouldNotBeNull();
        while (line is "" or [':', ..]);
        return line;
    }

    private static int GapOf(JsonNode answer) => (int)answer["data"]!["talentGap"]!["gap"]!;
}
