using FsCheck;
using FsCheck.Fluent;

namespace TalentBank.Tests;

public sealed class DatedBalanceTests
{
    private static readonly DateOnly Start = new(2026, 1, 1);

    private static readonly Gen<(int Day, int Amount)> Change = from day in Gen.Choose(0, 30) from amount in Gen.Choose(-5, 5) select (day, amount);

    [Fact]
    public void It_answers_as_a_balance_kept_for_every_single_day() =>
        Prop.ForAll(Arb.From(Change.ListOf()), Arb.From(Gen.Choose(-1, 31)), (changes, day) =>
        {
            var balance = changes.Aggregate(DatedBalance.Zero, (balance, change) => balance.Add(Start.AddDays(change.Day), change.Amount));
            var naive = Enumerable.Range(-1, 33).ToDictionary(on => on, on => changes.Where(change => change.Day <= on).Sum(change => (decimal)change.Amount));

            balance.On(Start.AddDays(day)).ShouldBe(naive[day]);
            balance.Final.ShouldBe(naive[31]);
            balance.LowestFrom(Start.AddDays(day)).ShouldBe(naive.Where(on => on.Key >= day).Min(on => on.Value));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Nothing_is_nothing_on_every_day()
    {
        DatedBalance.Zero.On(Start).ShouldBe(0);
        DatedBalance.Zero.LowestFrom(Start).ShouldBe(0);
        DatedBalance.Zero.Final.ShouldBe(0);
    }
}
