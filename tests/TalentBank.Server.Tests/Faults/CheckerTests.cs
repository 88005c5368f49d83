using TalentBank.Faults.Checking;
using TalentBank.Faults.Load;

namespace TalentBank.Server.Tests.Faults;

/// <summary>A fault run is worth what its checker finds: here each promise is broken before its eyes.</summary>
public sealed class CheckerTests
{
    private readonly SentCommand _command = new(Guid.NewGuid(), "changeOpenings", new { }, "chamber", ["openings_changed"], "position-1");

    [Fact]
    public void A_log_that_holds_what_was_told_is_right() =>
        Found(Told(Accepted(at: 7)), Remembered(at: 7), Fact(at: 7)).ShouldBeEmpty();

    [Fact]
    public void Acknowledged_and_not_remembered_is_lost() =>
        Found(Told(Accepted(at: 7)), remembered: null).ShouldBe([Promise.NothingIsLost]);

    [Fact]
    public void Acknowledged_and_without_its_fact_is_lost() =>
        Found(Told(Accepted(at: 7)), Remembered(at: 7)).ShouldBe([Promise.NothingIsLost]);

    [Fact]
    public void A_fact_of_another_name_is_not_the_one_that_was_acknowledged() =>
        Found(Told(Accepted(at: 7)), Remembered(at: 7), Fact(at: 7) with { Type = "position_closed" }).ShouldBe([Promise.NothingIsLost]);

    [Fact]
    public void The_same_fact_in_two_transactions_is_doubled() =>
        Found(Told(Accepted(at: 9)), Remembered(at: 9), Fact(at: 7), Fact(at: 9) with { Transaction = "2" }).ShouldBe([Promise.NothingIsDoubled]);

    [Fact]
    public void The_same_fact_twice_in_one_transaction_is_doubled() =>
        Found(Told(Accepted(at: 8)), Remembered(at: 8), Fact(at: 7), Fact(at: 8)).ShouldBe([Promise.NothingIsDoubled]);

    [Fact]
    public void Refused_and_recorded_is_left_behind() =>
        Found(Told(new Answer.Refused("no-opening-left")), Remembered(at: 7), Fact(at: 7)).ShouldBe([Promise.NothingIsLeft]);

    [Fact]
    public void Refused_and_with_a_fact_that_no_command_remembers_is_left_behind_and_mistold() =>
        Found(Told(new Answer.Refused("no-opening-left")), remembered: null, Fact(at: 7)).ShouldBe([Promise.NothingIsLeft, Promise.NothingIsMistold]);

    [Fact]
    public void Another_position_or_result_than_was_told_is_mistold()
    {
        Found(Told(Accepted(at: 6)), Remembered(at: 7), Fact(at: 7)).ShouldBe([Promise.NothingIsMistold]);
        Found(Told(new Answer.Accepted(7, "position-2")), Remembered(at: 7), Fact(at: 7)).ShouldBe([Promise.NothingIsMistold]);
    }

    [Fact]
    public void A_fact_in_another_stream_is_mistold() =>
        Found(Told(Accepted(at: 7)), Remembered(at: 7), Fact(at: 7) with { Stream = "position-2" }).ShouldBe([Promise.NothingIsMistold]);

    [Fact]
    public void Two_acknowledgements_that_differ_are_mistold() =>
        Found(Told(Accepted(at: 7), Accepted(at: 9)), Remembered(at: 7), Fact(at: 7)).ShouldBe([Promise.NothingIsMistold]);

    [Fact]
    public void A_command_that_is_never_answered_is_found_whether_recorded_or_not()
    {
        Found(Told(new Answer.Unknown("connection lost")), remembered: null).ShouldBe([Promise.EverythingIsAnswered]);
        Found(Told(new Answer.Unknown("connection lost")), Remembered(at: 7), Fact(at: 7)).ShouldBe([Promise.EverythingIsAnswered]);
    }

    [Fact]
    public void Refused_while_another_try_was_recorded_is_right_once_it_is_told() =>
        Found(Told(new Answer.Unknown("connection lost"), new Answer.Refused("no-opening-left"), Accepted(at: 7)), Remembered(at: 7), Fact(at: 7)).ShouldBeEmpty();

    [Fact]
    public void Broken_streams_and_facts_set_aside_are_found()
    {
        var log = Log(Remembered(at: 7), Fact(at: 7));

        Checker.Check([Told(Accepted(at: 7))], log with { BrokenStreams = ["position-1"] }).ShouldHaveSingleItem().Promise.ShouldBe(Promise.StreamsAreWhole);
        Checker.Check([Told(Accepted(at: 7))], log with { DeadLetters = 1 }).ShouldHaveSingleItem().Promise.ShouldBe(Promise.NoFactIsSetAside);
    }

    [Fact]
    public void The_control_finds_what_it_puts_into_a_log_that_is_right() =>
        Checker.CheckThatItCanFail([Told(Accepted(at: 7))], Log(Remembered(at: 7), Fact(at: 7))).ShouldBeEmpty();

    private static Answer.Accepted Accepted(long at) => new(at, "position-1");

    private static IReadOnlyList<Promise> Found(Settled told, RememberedCommand? remembered, params StoredFact[] facts) =>
        [.. Checker.Check([told], Log(remembered, facts)).Select(problem => problem.Promise).Distinct()];

    private Settled Told(params Answer[] answers)
    {
        var settled = new Settled(_command);
        foreach (var answer in answers)
            settled.Learn(answer);
        return settled;
    }

    private RememberedCommand Remembered(long at) => new(_command.Id, "position-1", at);

    private StoredFact Fact(long at) => new(_command.Id, at, "position-1", "openings_changed", Transaction: "1");

    private static LogContent Log(RememberedCommand? remembered, params StoredFact[] facts) => new(
        new[] { remembered }.OfType<RememberedCommand>().ToDictionary(command => command.Id), facts.ToLookup(fact => fact.Command), BrokenStreams: [], DeadLetters: 0);
}
