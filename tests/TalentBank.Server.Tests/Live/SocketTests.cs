using System.Net;
using System.Net.WebSockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.JsonWebTokens;
using TalentBank.Server.Live;
using TalentBank.Server.SignIn;

namespace TalentBank.Server.Tests.Live;

/// <summary>Who may open a socket, and how long it stays: G19 and G20, each with its negative control.</summary>
[Collection("bank")]
public sealed class SocketTests(DemoBank demo)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("https://evil.example")]
    [InlineData("http://127.0.0.1.evil.example")]
    [InlineData("null")]
    public async Task A_page_of_another_origin_opens_no_socket(string origin)
    {
        var client = await demo.As("chamber");
        using var refused = new ClientWebSocket();
        refused.Options.CollectHttpResponseDetails = true;
        refused.Options.SetRequestHeader("Origin", origin);

        await Should.ThrowAsync<WebSocketException>(refused.ConnectAsync(new UriBuilder(client.Http.BaseAddress!) { Scheme = "ws", Path = "/graphql" }.Uri, Cancel));

        refused.HttpStatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_page_of_the_banks_own_does()
    {
        var client = await demo.As("chamber");
        using var socket = await BankSocket.Open(client.Http.BaseAddress!, options => options.SetRequestHeader("Origin", client.Http.BaseAddress!.GetLeftPart(UriPartial.Authority)));

        await socket.Init(new { authorization = client.Http.DefaultRequestHeaders.Authorization!.ToString() });
    }

    [Fact]
    public async Task A_socket_speaks_the_protocol_or_is_closed()
    {
        var client = await demo.As("chamber");
        using var socket = new ClientWebSocket();
        await socket.ConnectAsync(new UriBuilder(client.Http.BaseAddress!) { Scheme = "ws", Path = "/graphql" }.Uri, Cancel);

        (await socket.ReceiveAsync(new byte[100], Cancel)).MessageType.ShouldBe(WebSocketMessageType.Close);

        ((int)socket.CloseStatus!).ShouldBe(4406);
    }

    /// <summary>Those of the other tests have a minute, since a busy machine is no silent client.</summary>
    [Fact]
    public async Task Who_says_nothing_is_closed_after_three_seconds()
    {
        new LiveSettings().InitTimeout.ShouldBe(TimeSpan.FromSeconds(3));
        await using var server = await SecondServer.Start(demo, "--Live:InitTimeout=00:00:00.1");
        using var socket = await BankSocket.Open(server.Url);

        (await socket.Hear()).ShouldBe("4408 Connection initialisation timeout");
    }

    [Fact]
    public async Task Who_initialises_twice_is_closed()
    {
        using var socket = await BankSocket.As(await demo.As("chamber"));

        await socket.Say(new { type = "connection_init" });

        (await socket.Hear()).ShouldBe("4429 Too many initialisation requests");
    }

    [Theory]
    [InlineData(100, """{"type":"pong"}""")]
    [InlineData(101, "4429 Too many operations at once")]
    public async Task A_hundred_subscriptions_and_not_one_more(int subscriptions, string answer)
    {
        using var socket = await BankSocket.As(await demo.As("chamber"));
        for (var i = 0; i < subscriptions; i++)
            await socket.Subscribe($"{i}", "subscription { talentGap(since: 9000000000) { gap } }");

        await socket.Say(new { type = "ping" });

        (await socket.Hear()).ShouldBe(answer);
    }

    [Theory]
    [InlineData(60_000, """{"type":"pong"}""")]
    [InlineData(1_000_000, "1009 The message is too big")]
    public async Task A_frame_of_a_megabyte_is_too_big(int bytes, string answer)
    {
        using var socket = await BankSocket.As(await demo.As("chamber"));

        await socket.SayText("""{"type":"ping"}""".PadRight(bytes));

        (await socket.Hear()).ShouldBe(answer);
    }

    [Fact]
    public async Task A_refused_token_is_refused_wherever_it_stands()
    {
        var bank = (await demo.Anybody()).Http.BaseAddress!;
        using var refused = new ClientWebSocket();
        refused.Options.CollectHttpResponseDetails = true;
        refused.Options.SetRequestHeader("Authorization", "Bearer forged");
        await Should.ThrowAsync<WebSocketException>(refused.ConnectAsync(new UriBuilder(bank) { Scheme = "ws", Path = "/graphql" }.Uri, Cancel));
        refused.HttpStatusCode.ShouldBe(HttpStatusCode.Unauthorized);

        using var forged = await BankSocket.Open(bank);
        await forged.Say(new { type = "connection_init", payload = new { authorization = "Bearer forged" } });
        (await forged.Hear()).ShouldBe("4403 not-signed-in");

        using var nobody = await BankSocket.Open(bank);
        await nobody.Say(new { type = "connection_init" });
        (await nobody.Hear()).ShouldBe("4403 not-signed-in");
    }

    [Fact]
    public async Task What_headers_say_the_payload_may_say()
    {
        var enterprise = await demo.As("enterprise");
        var own = (await enterprise.Ask("{ me { organisation { id } } }")).GetProperty("me").GetProperty("organisation").GetProperty("id").GetString();
        var authorization = enterprise.Http.DefaultRequestHeaders.Authorization!.ToString();

        using var socket = await BankSocket.Open(enterprise.Http.BaseAddress!);
        await socket.Init(new Dictionary<string, string?> { ["Authorization"] = authorization, ["acting-for"] = own, ["accept-language"] = "en" });
        await socket.Subscribe("1", "{ me { organisation { id } } }");
        (await socket.Hear()).ShouldContain(own!);
        await socket.Hear();
        await socket.Subscribe("2", "{ trainingSessions(after: \"none\") { totalCount } }");
        (await socket.Hear()).ShouldContain("This cursor is not one of ours.");

        using var stranger = await BankSocket.Open(enterprise.Http.BaseAddress!);
        await stranger.Say(new { type = "connection_init", payload = new Dictionary<string, string?> { ["authorization"] = authorization, ["acting-for"] = "chamber-1" } });
        (await stranger.Hear()).ShouldBe("4403 acting-for-unknown");
    }

    [Fact]
    public async Task A_socket_is_closed_when_its_token_runs_out()
    {
        var app = await demo.App();
        var subject = await app.Services.GetRequiredService<FindDevSubject>()(new DevPersonRequest("chamber", null, null), Cancel);
        var token = app.Services.GetRequiredService<DevIssuer>().Token(subject!, TimeSpan.FromSeconds(6));
        using var lasting = await BankSocket.As(await demo.As("chamber"));
        using var socket = await BankSocket.Open(new Uri(app.Urls.First()));
        await socket.Init(new { authorization = $"Bearer {token}" });
        await socket.Subscribe("1", "subscription { talentGap { gap } }");
        await socket.Next();

        (await socket.Hear()).ShouldBe("4403 token-expired");

        DateTimeOffset.UtcNow.UtcDateTime.ShouldBeGreaterThan(new JsonWebToken(token).ValidTo);
        await lasting.Say(new { type = "ping" });
        (await lasting.Hear()).ShouldBe("""{"type":"pong"}""");
    }

    [Fact]
    public async Task A_socket_is_closed_when_its_membership_ends_even_if_it_is_idle()
    {
        var chamber = await demo.As("chamber");
        var organisation = (await chamber.Ask("{ me { organisation { id } } }")).GetProperty("me").GetProperty("organisation").GetProperty("id").GetString();
        var subject = $"leaves-{Guid.NewGuid()}";
        var member = (await chamber.Command("addMember", new { organisationId = organisation, issuer = DevIssuer.Issuer, subject, name = "陈示范", roles = new[] { "MAKER" } }, "memberId")).GetProperty("memberId").GetString();
        var app = await demo.App();
        var authorization = $"Bearer {app.Services.GetRequiredService<DevIssuer>().Token(subject)}";
        using var idle = await BankSocket.Open(new Uri(app.Urls.First()));
        await idle.Init(new { authorization });
        using var busy = await BankSocket.Open(new Uri(app.Urls.First()));
        await busy.Init(new { authorization });
        await busy.Subscribe("1", "subscription { talentGap(since: 9000000000) { gap } }");
        using var others = await BankSocket.As(chamber);

        await chamber.Command("removeMember", new { organisationId = organisation, memberId = member }, "");

        (await idle.Hear()).ShouldBe("4403 membership-ended");
        (await busy.Hear()).ShouldBe("4403 membership-ended");
        await others.Say(new { type = "ping" });
        (await others.Hear()).ShouldBe("""{"type":"pong"}""");
    }

    [Fact]
    public async Task Twenty_sockets_a_person_and_not_one_more()
    {
        var government = await demo.As("government");
        var open = new List<BankSocket>();
        try
        {
            for (var i = 0; i < 20; i++)
                open.Add(await BankSocket.As(government));

            using var tooMany = await BankSocket.Open(government.Http.BaseAddress!);
            await tooMany.Say(new { type = "connection_init", payload = new { authorization = government.Http.DefaultRequestHeaders.Authorization!.ToString() } });
            (await tooMany.Hear()).ShouldBe("4403 too-many-connections");

            using var anothers = await BankSocket.As(await demo.As("auditor"));
            await open[0].Socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, Cancel);
        }
        finally
        {
            open.ForEach(socket => socket.Dispose());
        }
    }

    /// <summary>The slow one is told why when it reads on; meanwhile another is answered.</summary>
    [Fact]
    public async Task A_slow_reader_is_closed_and_another_goes_on()
    {
        using var slow = await BankSocket.As(await demo.As("chamber"));
        using var quick = await BankSocket.As(await demo.As("zone"));
        var sent = 0;
        var closed = false;
        while (!closed && sent < 5_000)
        {
            try
            {
                await slow.Subscribe($"{sent++}", "{ organisations(first: 100) { nodes { id name uscc } } }");
            }
            catch (WebSocketException)
            {
                closed = true;
            }

            await quick.Say(new { type = "ping" });
            (await quick.Hear()).ShouldBe("""{"type":"pong"}""");
            closed |= slow.Socket.State != WebSocketState.Open;
        }

        string heard;
        try
        {
            do
                heard = await slow.Hear();
            while (heard.StartsWith('{'));
        }
        catch (WebSocketException)
        {
            heard = "cut off";
        }

        heard.ShouldBeOneOf("1013 Messages are not taken fast enough", "4429 Too many operations at once", "cut off");
        await quick.Subscribe("1", "subscription { talentGap { gap } }");
        await quick.Next();
    }

    /// <summary>A second server on the same bank; the demo's goes on.</summary>
    [Fact]
    public async Task A_server_that_stops_says_so()
    {
        await using var server = await SecondServer.Start(demo, "--Live:InitTimeout=00:01:00");
        using var socket = await BankSocket.Open(server.Url);
        await socket.Init(new { authorization = $"Bearer {await server.Token("chamber")}" });
        await socket.Subscribe("1", "subscription { talentGap { gap } }");
        await socket.Next();

        var stopping = server.Stop();

        (await socket.Hear()).ShouldBe("1001 The server is stopping");
        await socket.Socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, Cancel);
        await stopping;
    }
}
