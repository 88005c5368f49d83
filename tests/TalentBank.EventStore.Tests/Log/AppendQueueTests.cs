using TalentBank.EventStore.Log;
using static TalentBank.EventStore.Tests.Log.Sample;

namespace TalentBank.EventStore.Tests.Log;

/// <summary>Who goes with which group.</summary>
public sealed class AppendQueueTests
{
    private readonly AppendQueue _queue = new();

    [Fact]
    public void A_group_is_of_the_zone_that_has_waited_longest_and_in_the_order_of_arrival()
    {
        var (a1, b1, a2, c1, b2) = (Add("a"), Add("b"), Add("a"), Add("c"), Add("b"));

        _queue.Take().ShouldBe([a1, a2]);
        _queue.Take().ShouldBe([b1, b2]);
        _queue.Take().ShouldBe([c1]);
        _queue.Take().ShouldBeEmpty();
    }

    [Fact]
    public void A_zone_that_sends_without_end_does_not_keep_another_waiting()
    {
        for (var n = 0; n < AppendQueue.GroupRequests * 3; n++)
            Add("busy");
        var quiet = Add("quiet");
        for (var n = 0; n < AppendQueue.GroupRequests * 3; n++)
            Add("busy");

        var before = 0;
        while (!_queue.Take().Contains(quiet))
            before++;

        before.ShouldBe(3, "those that came before it, and no later one");
    }

    [Fact]
    public void A_group_is_bounded_in_requests()
    {
        for (var n = 0; n <= AppendQueue.GroupRequests; n++)
            Add("z");

        new[] { _queue.Take().Length, _queue.Take().Length }.ShouldBe([AppendQueue.GroupRequests, 1]);
    }

    [Fact]
    public void A_group_is_bounded_in_bytes_and_what_is_too_big_for_any_goes_alone()
    {
        const int half = AppendQueue.GroupBytes / 2;
        var (first, second, third, huge, last) = (Add("z", half), Add("z", half), Add("z", half), Add("z", AppendQueue.GroupBytes + 1), Add("z"));

        _queue.Take().ShouldBe([first, second]);
        _queue.Take().ShouldBe([third]);
        _queue.Take().ShouldBe([huge]);
        _queue.Take().ShouldBe([last]);
    }

    [Fact]
    public void A_full_queue_takes_in_nothing_until_a_group_has_gone()
    {
        for (var n = 0; n < AppendQueue.MostRequests; n++)
            Add("z");
        _queue.TryAdd(Pending("z", 1)).ShouldBeFalse();
        _queue.Count.ShouldBe(AppendQueue.MostRequests);

        _queue.Take();

        _queue.TryAdd(Pending("z", 1)).ShouldBeTrue();
    }

    [Fact]
    public void A_queue_is_full_in_bytes_too_but_takes_in_one_request_of_any_size()
    {
        Add("z", AppendQueue.MostBytes + 1);

        _queue.TryAdd(Pending("z", 1)).ShouldBeFalse();
        _queue.Take().Length.ShouldBe(1);
        _queue.TryAdd(Pending("z", 1)).ShouldBeTrue();
    }

    private PendingAppend Add(string zone, int bytes = 1)
    {
        var append = Pending(zone, bytes);
        _queue.TryAdd(append).ShouldBeTrue();
        return append;
    }

    private static PendingAppend Pending(string zone, int bytes) => new(Request(zone), bytes);
}
