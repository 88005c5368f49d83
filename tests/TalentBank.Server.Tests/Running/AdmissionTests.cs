using System.Net;
using TalentBank.Server.Running;

namespace TalentBank.Server.Tests.Running;

public sealed class AdmissionTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task As_many_work_as_there_are_connections_for_ten_times_as_many_wait_and_one_more_is_sent_away()
    {
        using var admission = new Admission(connections: 10); // two of them for requests
        var working = new List<IDisposable?> { await admission.Enter(Cancel), await admission.Enter(Cancel) };
        var waiting = Enumerable.Range(0, 20).Select(_ => admission.Enter(Cancel).AsTask()).ToList();
        working.ShouldAllBe(lease => lease != null);
        waiting.ShouldAllBe(turn => !turn.IsCompleted);

        (await admission.Enter(Cancel)).ShouldBeNull();

        working[0]!.Dispose();
        (await waiting[0]).ShouldNotBeNull();
        waiting.Skip(1).ShouldAllBe(turn => !turn.IsCompleted);
    }

    [Fact]
    public async Task Who_gives_up_waiting_leaves_their_place_to_another()
    {
        using var admission = new Admission(connections: 1);
        using var working = await admission.Enter(Cancel);
        using var patience = new CancellationTokenSource();
        var waiting = Enumerable.Range(0, 10).Select(_ => admission.Enter(patience.Token).AsTask()).ToList();
        (await admission.Enter(Cancel)).ShouldBeNull();

        await patience.CancelAsync();

        foreach (var turn in waiting)
            await Should.ThrowAsync<OperationCanceledException>(() => turn);
        admission.Enter(Cancel).AsTask().IsCompleted.ShouldBeFalse("there is room to wait again");
    }

    [Fact]
    public async Task A_bank_whose_database_is_gone_says_so_and_when_to_come_again()
    {
        await using var bank = new DemoBank();
        var client = await bank.As("student&person=3");

        await bank.LoseDatabase();

        // Who somebody is stays known for two seconds.
        HttpResponseMessage answer;
        var tries = 0;
        do
            answer = await client.Http.PostAsync("/graphql", new StringContent("""{"query": "{ me { talentId } }"}""", mediaType: new("application/json")), Cancel);
        while (answer.StatusCode == HttpStatusCode.OK && ++tries < 100_000);
        answer.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        answer.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(1));
        var body = await answer.Content.ReadAsStringAsync(Cancel);
        body.ShouldContain("\"UNAVAILABLE\"");
        body.ShouldContain("out-of-reach");
        body.ShouldNotContain("Npgsql");
    }
}
