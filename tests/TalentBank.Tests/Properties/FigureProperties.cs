using FsCheck;
using FsCheck.Fluent;
using TalentBank.Access;
using TalentBank.Credits;
using TalentBank.EventStore.ReadModels;
using TalentBank.Ledger;
using TalentBank.Targets;

namespace TalentBank.Tests.Properties;

/// <summary>What the bank answers, from any standpoint, against what can be counted by hand.</summary>
public sealed class FigureProperties
{
    private static readonly Gen<Standpoint> Standpoint =
        from day in Gen.Choose(-120, 300)
        from hours in Gen.Choose(-10, 4000)
        from all in Gen.Choose(0, 2)
        select new Standpoint(SmallBank.Start.AddDays(day), all == 0 ? null : new DateTimeOffset(SmallBank.Start, default, TimeSpan.Zero).AddHours(hours));

    private static readonly Arbitrary<Standpoint[]> Pairs = Arb.From(Standpoint.ArrayOf(2));

    [Fact]
    public void Before_and_all_changes_make_after() =>
        Moves.Always(Pairs, (moves, pair) =>
        {
            var models = SmallBank.After(moves).Bank.ReadModels;
            var (earlier, later) = InOrder(pair);
            var changes = models.Answer(Changes.Ask(earlier, later, SmallBank.Start));

            changes.Before.ShouldBe(models.Answer(TalentGap.Ask(earlier, SmallBank.Start)).Gap);
            changes.After.ShouldBe(models.Answer(TalentGap.Ask(later, SmallBank.Start)).Gap);
            changes.Reasons.Sum(change => change.Amount).ShouldBe(changes.Difference);
            foreach (var change in changes.Reasons)
            {
                SumOf(models, change.PeriodEntries).ShouldBe(change.OfPeriod);
                SumOf(models, change.LateEntries).ShouldBe(change.LateNews);
            }
        });

    [Fact]
    public void What_is_known_later_never_changes_what_was_known_then() =>
        Moves.Always(Pairs, (moves, pair) =>
        {
            var half = moves.Length / 2;
            var early = SmallBank.After(moves[..half]).Bank;
            var late = SmallBank.After([.. moves[..half], .. moves[half..].Select(move => move with { Hours = move.Hours + 1 })]).Bank;
            var then = pair[0] with { KnownAt = early.Log[^1].RecordedAt };
            var asKnownThen = early.ReadModels.Answer(TalentGap.Ask(then, SmallBank.Start));
            var asRememberedNow = late.ReadModels.Answer(TalentGap.Ask(then, SmallBank.Start));
            asRememberedNow.Gap.ShouldBe(asKnownThen.Gap);
        });

    [Fact]
    public void The_entries_behind_a_figure_sum_to_it() =>
        Moves.Always(Pairs, (moves, pair) =>
        {
            var played = SmallBank.After(moves);
            var models = played.Bank.ReadModels;
            var gap = models.Answer(TalentGap.Ask(pair[0], SmallBank.Start));
            SumOf(models, gap.Entries).ShouldBe(gap.Gap);
            foreach (var category in gap.Categories)
                SumOf(models, category.Entries).ShouldBe(category.Gap);
            var turnover = models.Answer(Turnover.Ask(pair[0], SmallBank.Start));
            foreach (var rate in turnover.Definitions)
                SumOf(models, rate.Leavers).ShouldBe(-rate.Numerator!.Value);
            foreach (var talent in played.Talents)
            {
                var account = models.Answer(CreditAccount.Ask(talent, pair[0], Actor.Bank, SmallBank.Start))!;
                SumOf(models, account.EarnedEntries).ShouldBe(account.Earned);
                SumOf(models, account.PendingEntries).ShouldBe(account.Pending);
            }
        });

    /// <summary>Without seasons the forecast is the gap, and for each month ahead the mean of the months behind.</summary>
    [Fact]
    public void The_forecast_goes_on_as_the_entries_of_the_months_behind_did() =>
        Moves.Always(Pairs, (moves, pair) =>
        {
            var bank = SmallBank.After(moves).Bank;
            var due = SmallBank.Start.AddYears(1);
            bank.Send(new SetTarget(TargetFigure.TalentGap, 10, SmallBank.Start.AddYears(-1), 5, due, null), SmallBank.Start, at: bank.Log[^1].RecordedAt);
            var gap = bank.ReadModels.Answer(TalentGap.Ask(pair[0], SmallBank.Start));
            var forecast = bank.ReadModels.Answer(GapForecast.Ask(gap, new ForecastAssumptions(6, false, 1, 1))).ShouldNotBeNull();

            var seen = bank.ReadModels.Entries.Where(entry => entry.Unit == Units.Openings && Accounts.Gap.Contains(entry.Account) && !(entry.RecordedAt > pair[0].KnownAt)).ToList();
            var end = gap.AsOf.AddDays(1).AddDays(-gap.AsOf.AddDays(1).Day);
            var change = seen.Where(entry => entry.Reason != "SURVEYED" && entry.Effective >= forecast.From && entry.Effective <= end).Sum(entry => entry.Amount);
            var expected = (double)seen.Where(entry => entry.Effective <= gap.AsOf).Sum(entry => entry.Amount);
            for (var day = gap.AsOf.AddDays(1); day <= due; day = day.AddDays(1))
                expected += (double)change / 6 / DateTime.DaysInMonth(day.Year, day.Month);
            ((double)forecast.Expected).ShouldBe(Math.Max(0, expected), 0.51);
            (forecast.Low <= forecast.Expected && forecast.Expected <= forecast.High).ShouldBeTrue();
        });

    [Fact]
    public void What_closed_the_gap_is_what_its_entries_say_one_by_one() =>
        Moves.Always(Pairs, (moves, pair) =>
        {
            var bank = SmallBank.After(moves).Bank;
            bank.Send(new SetTarget(TargetFigure.TalentGap, 10, SmallBank.Start.AddYears(-1), 5, SmallBank.Start.AddYears(1), null), SmallBank.Start, at: bank.Log[^1].RecordedAt);
            var gap = bank.ReadModels.Answer(TalentGap.Ask(pair[0], SmallBank.Start));
            var closure = bank.ReadModels.Answer(GapClosure.Ask(gap)).ShouldNotBeNull();
            var hires = bank.ReadModels.Answer(ClosingHires.Ask(closure));

            var seen = bank.ReadModels.Entries.Where(entry => entry.Effective <= gap.AsOf && !(entry.RecordedAt > pair[0].KnownAt)).ToList();
            var closing = seen.Where(entry => Accounts.Gap.Contains(entry.Account) && entry.Reason is "HIRED" or "HIRED_OUTSIDE").ToList();
            var people = seen.Where(entry => entry.Account == "employed").ToList();
            var stayed = 0;
            var moved = 0;
            foreach (var hire in closing)
            {
                var talent = people.Single(entry => entry.Stream == hire.Stream && entry.Arrives).Dimensions.GetValueOrDefault("talent");
                moved += talent is not null && people.Any(entry => !entry.Arrives && entry.Stream != hire.Stream && entry.Dimensions.GetValueOrDefault("talent") == talent
                    && entry.Dimensions["employment_kind"] == "FULL_TIME" && entry.Effective <= hire.Effective && entry.Effective.AddDays(90) >= hire.Effective) ? 1 : 0;
                stayed += hire.Effective.AddDays(90) <= gap.AsOf && !people.Any(entry => !entry.Arrives && entry.Stream == hire.Stream && entry.Effective <= hire.Effective.AddDays(90)) ? 1 : 0;
            }

            (closure.Before - closure.Hired - closure.Cancelled - closure.Suspended + closure.Opened + closure.Other).ShouldBe(gap.Gap);
            (closure.Hired, hires.Gross, hires.Net, hires.Stayed).ShouldBe((closing.Count, closing.Count, closing.Count - moved, stayed));
        });

    [Fact]
    public void A_credit_account_holds_what_its_withdrawals_say() =>
        Moves.Always(moves =>
        {
            var played = SmallBank.After(moves);
            var end = SmallBank.Start.AddYears(2);
            foreach (var talent in played.Talents)
            {
                var withdrawals = played.Bank.ReadModels.All(CreditWithdrawals.Model).Where(withdrawal => withdrawal.TalentId == talent).ToList();
                var account = played.Bank.ReadModels.Answer(CreditAccount.Ask(talent, new Standpoint(null, null), Actor.Bank, end)).ShouldNotBeNull();
                account.Earned.ShouldBe(withdrawals.Where(withdrawal => withdrawal.Status is CreditStatus.Earned).Sum(withdrawal => withdrawal.Credits));
                account.Pending.ShouldBe(withdrawals.Where(withdrawal => withdrawal.Status is CreditStatus.Pending).Sum(withdrawal => withdrawal.Credits));
                account.Known.ShouldBe(withdrawals.Count > 0);
            }
        });

    /// <summary>The sum, and the sum of all pages of entries: the same.</summary>
    private static decimal SumOf(InMemoryReadModels models, LedgerQuery entries)
    {
        var sum = 0m;
        string? after = null;
        Because page;
        do
        {
            page = models.Answer(Because.Ask(entries, new Asked(new Dictionary<string, object?> { ["first"] = 7, ["after"] = after }, null, Actor.Bank, SmallBank.Start)));
            sum += page.Nodes.Sum(entry => entry.Amount);
            after = page.PageInfo.EndCursor;
        }
        while (page.HasNextPage);
        models.Answer(page.Sum()).ShouldBe(sum);
        return sum;
    }

    private static (Standpoint Earlier, Standpoint Later) InOrder(Standpoint[] pair)
    {
        var days = pair.Select(standpoint => standpoint.AsOf!.Value).Order().ToList();
        var known = pair.Select(standpoint => standpoint.KnownAt ?? DateTimeOffset.MaxValue).Order().Select(instant => instant == DateTimeOffset.MaxValue ? (DateTimeOffset?)null : instant).ToList();
        return (new Standpoint(days[0], known[0]), new Standpoint(days[1], known[1]));
    }
}
