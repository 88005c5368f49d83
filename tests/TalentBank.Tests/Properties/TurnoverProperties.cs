using FsCheck;
using FsCheck.Fluent;
using TalentBank.EventStore.ReadModels;
using TalentBank.Hiring;
using TalentBank.Ledger;
using TalentBank.Parties;
using TalentBank.Targets;

namespace TalentBank.Tests.Properties;

/// <summary>The five definitions of turnover, against a count by hand, day by day, from the facts themselves.</summary>
public sealed class TurnoverProperties
{
    private static readonly Arbitrary<(int Day, int Hours, int Of)[]> Views = Arb.From(
        (from day in Gen.Choose(-120, 400) from hours in Gen.Choose(-10, 4000) from of in Gen.Choose(0, 2) select (day, hours, of)).ArrayOf(2));

    [Fact]
    public void Each_definition_is_what_is_counted_day_by_day() =>
        Moves.Always(Views, (moves, views) =>
        {
            var bank = SmallBank.After(moves).Bank;
            foreach (var (day, hours, of) in views)
            {
                var asOf = SmallBank.Start.AddDays(day);
                DateTimeOffset? knownAt = hours % 3 == 0 ? null : new DateTimeOffset(SmallBank.Start, default, TimeSpan.Zero).AddHours(hours);
                var enterprise = of == 0 ? null : bank.ReadModels.All(Organisations.Model).Where(it => it.Kind is OrganisationKind.Enterprise).ElementAt(of - 1).Id;
                var turnover = bank.ReadModels.Answer(Turnover.Ask(new Standpoint(asOf, knownAt), SmallBank.Start, enterprise));

                var spans = Spans(bank.Log.Where(recorded => recorded.RecordedAt <= (knownAt ?? recorded.RecordedAt)))
                    .Where(span => span.Job.Kind is EmploymentKind.FullTime && (enterprise is null || span.Job.EnterpriseId == enterprise)).ToList();
                Check(turnover, "crude-turnover", spans, _ => true);
                Check(turnover, "crude-key-turnover", spans.Where(span => span.Job.Key), _ => true);
                Check(turnover, "voluntary-turnover", spans, ended => ended.Voluntary);
                Check(turnover, "voluntary-key-turnover", spans.Where(span => span.Job.Key), ended => ended.Voluntary);
                Check(turnover, "crude-basket-2025-turnover", spans.Where(span => span.Job.Category is "OPERATIONS" or "DESIGN"), _ => true);
                var since = spans.Select(span => span.From).DefaultIfEmpty(DateOnly.MaxValue).Min();
                turnover.ObservedSince.ShouldBe(since <= asOf ? since : null);
            }
        });

    private static void Check(Turnover turnover, string definition, IEnumerable<(Job Job, DateOnly From, EmploymentEnded? End)> staff, Func<EmploymentEnded, bool> counts)
    {
        var spans = staff.ToList();
        var rate = turnover.Definitions.Single(rate => rate.Definition == definition);
        int personDays = 0, days = 0;
        for (var day = turnover.From; day <= turnover.AsOf; day = day.AddDays(1), days++)
            personDays += On(day);

        rate.Numerator.ShouldBe(spans.Count(span => span.End is { } end && end.Effective >= turnover.From && end.Effective <= turnover.AsOf && counts(end)), definition);
        rate.Denominator.ShouldBe((decimal)personDays / days, definition);
        rate.TwoPointAverage.ShouldBe((On(turnover.From.AddDays(-1)) + On(turnover.AsOf)) / 2m, definition);

        int On(DateOnly day) => spans.Count(span => span.From <= day && (span.End is null || span.End.Effective > day));
    }

    private static List<(Job Job, DateOnly From, EmploymentEnded? End)> Spans(IEnumerable<Recorded> log)
    {
        var spans = new Dictionary<string, (Job Job, DateOnly From, EmploymentEnded? End)>();
        foreach (var recorded in log)
        {
            switch (recorded.Body)
            {
                case StaffRecorded it:
                    spans[it.EmploymentId] = (it.Job, it.Effective, null);
                    break;
                case TalentHired it:
                    spans[it.EmploymentId] = (it.Job, it.Effective, null);
                    break;
                case EmploymentEnded it:
                    spans[it.EmploymentId] = spans[it.EmploymentId] with { End = it };
                    break;
            }
        }

        return [.. spans.Values];
    }
}
