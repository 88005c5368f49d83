using FsCheck;
using FsCheck.Fluent;
using TalentBank.EventStore.ReadModels;
using TalentBank.Hiring;
using TalentBank.Ledger;

namespace TalentBank.Tests.Properties;

/// <summary>Leavers by cause, retention and stability, against a count by hand from the facts themselves.</summary>
public sealed class TenureProperties
{
    private static readonly Arbitrary<(int Day, int Hours, int Of)[]> Views = Arb.From(
        (from day in Gen.Choose(-60, 500) from hours in Gen.Choose(-10, 4000) from of in Gen.Choose(0, 2) select (day, hours, of)).ArrayOf(2));

    [Fact]
    public void Leavers_are_counted_by_cause_and_destination() =>
        From(Views, (models, spans, standpoint, enterprise) =>
        {
            var leavers = models.Answer(Leavers.Ask(standpoint, enterprise, SmallBank.Start));
            var left = spans.Select(span => span.End).OfType<EmploymentEnded>().Where(end => end.Effective >= leavers.From && end.Effective <= leavers.AsOf).ToList();
            leavers.Total.ShouldBe(left.Count);
            leavers.Voluntary.ShouldBe(left.Count(end => end.Voluntary));
            leavers.Causes.Take(4).Select(cause => cause.Reason).ShouldBe([LeavingReason.TrainingMisaligned, LeavingReason.NoPromotionPath, LeavingReason.Pay, LeavingReason.LivingConditions]);
            foreach (var cause in leavers.Causes)
                cause.ShouldBe(new LeaversByCause(cause.Reason, left.Count(end => end.Reason == cause.Reason), left.Count(end => end.Reason == cause.Reason && end.Voluntary)));
            foreach (var destination in leavers.Destinations)
                destination.Leavers.ShouldBe(left.Count(end => end.Destination == destination.Destination));
        });

    [Fact]
    public void Only_members_whose_day_has_come_are_asked_whether_they_stayed() =>
        From(Views, (models, spans, standpoint, enterprise) =>
        {
            var retention = models.Answer(Retention.Ask(standpoint, enterprise, null, SmallBank.Start));
            var asOf = retention.AsOf;
            var cohort = spans.Where(span => span.Hired && span.From <= asOf && span.From >= retention.HiredSince).ToList();
            retention.Members.ShouldBe(cohort.Count);
            retention.Milestones.Select(milestone => milestone.Days).ShouldBe([30, 90, 180, 365]);
            foreach (var (days, rate) in retention.Milestones.Select(milestone => (milestone.Days, milestone.Rate)))
            {
                int matured = 0, stayed = 0;
                foreach (var member in cohort)
                {
                    if (asOf.DayNumber - member.From.DayNumber < days)
                        continue;
                    matured++;
                    stayed += member.End is null || member.End.Effective > member.From.AddDays(days) ? 1 : 0;
                }

                (rate.Numerator, rate.Denominator).ShouldBe((stayed, matured));
            }

            foreach (var point in retention.Curve)
                point.Survival.ShouldBe(Survival(cohort, point.Day, asOf), 1e-9);
            retention.Curve.Sum(point => point.Ended).ShouldBe(cohort.Count(member => member.End?.Effective <= asOf));

            var yearAgo = asOf.AddYears(-1);
            var before = spans.Where(span => On(span, yearAgo)).ToList();
            (retention.Stability.Numerator, retention.Stability.Denominator).ShouldBe((before.Count(span => On(span, asOf)), before.Count));
        });

    [Fact]
    public void The_curve_of_a_textbook_is_its_own()
    {
        // 6, 6, 6, 6+, 7, 9+, 10: S(6) = 4/7, S(7) = 4/7 × 2/3, S(10) = 0.
        Span[] spans = [new(6, true), new(6, true), new(6, true), new(6, false), new(7, true), new(9, false), new(10, true)];
        var curve = SurvivalPoint.Curve(spans);
        curve.Select(point => (point.Day, point.AtRisk, point.Ended)).ShouldBe([(6, 7, 3), (7, 3, 1), (10, 1, 1)]);
        curve.Select(point => Math.Round(point.Survival, 9)).ShouldBe([Math.Round(4 / 7.0, 9), Math.Round(8 / 21.0, 9), 0]);
        SurvivalPoint.Curve([new(3, false)]).ShouldBeEmpty("nothing has ended");
    }

    [Fact]
    public void A_cohort_begins_on_an_askable_day()
    {
        var models = new InMemoryBank().ReadModels;
        models.RefusalOf(Retention.Ask(new Standpoint(DateOnly.MinValue, null), null, null, SmallBank.Start)).ShouldBe("date-out-of-range");
        models.RefusalOf(Retention.Ask(new Standpoint(null, null), null, SmallBank.Start.AddDays(1), SmallBank.Start)).ShouldBe("date-out-of-range");
        models.RefusalOf(Leavers.Ask(new Standpoint(DateOnly.MaxValue, null), null, SmallBank.Start)).ShouldBe("date-out-of-range");
    }

    /// <summary>The product over each day one by one of the share of those seen up to it who pass it.</summary>
    private static double Survival(IReadOnlyList<Lasting> cohort, int day, DateOnly asOf)
    {
        var survival = 1.0;
        for (var at = 0; at <= day; at++)
        {
            int Days(Lasting member) => (member.End is { } end && end.Effective <= asOf ? end.Effective : asOf).DayNumber - member.From.DayNumber;
            var atRisk = cohort.Count(member => Days(member) >= at);
            var ended = cohort.Count(member => Days(member) == at && member.End?.Effective <= asOf);
            survival *= ended == 0 ? 1 : 1 - ((double)ended / atRisk);
        }

        return survival;
    }

    private static bool On(Lasting span, DateOnly day) => span.From <= day && (span.End is null || span.End.Effective > day);

    private static void From(Arbitrary<(int Day, int Hours, int Of)[]> views, Action<InMemoryReadModels, IReadOnlyList<Lasting>, Standpoint, string?> holds) =>
        Moves.Always(views, (moves, chosen) =>
        {
            var bank = SmallBank.After(moves).Bank;
            foreach (var (day, hours, of) in chosen)
            {
                DateTimeOffset? knownAt = hours % 3 == 0 ? null : new DateTimeOffset(SmallBank.Start, default, TimeSpan.Zero).AddHours(hours);
                var enterprise = of == 0 ? null : of == 1 ? Meishan.Bakery : Meishan.Silk;
                holds(bank.ReadModels, Lasting.Of(bank.Log.Where(recorded => recorded.RecordedAt <= (knownAt ?? recorded.RecordedAt)), enterprise), new Standpoint(SmallBank.Start.AddDays(day), knownAt), enterprise);
            }
        });

    private sealed record Lasting(bool Hired, DateOnly From, EmploymentEnded? End)
    {
        public static List<Lasting> Of(IEnumerable<Recorded> log, string? enterprise)
        {
            var all = new Dictionary<string, Lasting>();
            foreach (var recorded in log)
            {
                if (recorded.Body is StaffRecorded { Job: var staff } there && Counts(staff))
                    all[there.EmploymentId] = new Lasting(false, there.Effective, null);
                if (recorded.Body is TalentHired { Job: var job } hired && Counts(job))
                    all[hired.EmploymentId] = new Lasting(true, hired.Effective, null);
                if (recorded.Body is EmploymentEnded ended && all.TryGetValue(ended.EmploymentId, out var lasting))
                    all[ended.EmploymentId] = lasting with { End = ended };
            }

            return [.. all.Values];

            bool Counts(Job job) => job.Kind is EmploymentKind.FullTime && (enterprise is null || job.EnterpriseId == enterprise);
        }
    }
}
