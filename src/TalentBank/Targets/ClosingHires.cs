using System.Globalization;
using TalentBank.EventStore.ReadModels;
using TalentBank.Hiring;
using TalentBank.Ledger;

namespace TalentBank.Targets;

/// <summary>
/// The hires that closed openings, looked at one by one (formula 8). Costs one entry per hire and two sums per full-time
/// employment of the period: it grows with the hires, not with the log.
/// </summary>
/// <param name="Gross">All of them.</param>
/// <param name="Net">Less moves inside the zone.</param>
/// <param name="Due">Those whose 90th day has come.</param>
/// <param name="Stayed">Of these, still employed on that day.</param>
public sealed record ClosingHires(int Gross, int Net, int Due, int Stayed)
{
    /// <summary>How long somebody must stay; and how long before they may have left another employment of the zone for it to be a move.</summary>
    public const int Days = 90;

    private const int PageSize = 1000;

    public static Question<ClosingHires> Ask(GapClosure closure)
    {
        var asOf = closure.Entries.Until!.Value;
        var staff = new Standpoint(asOf, closure.Entries.KnownAt).See(Units.People, asOf, Accounts.Employed) with
        {
            From = closure.Since.AddDays(-Days),
            Reasons = [Reasons.Hired, Reasons.Resigned, Reasons.Left],
            Where = new Dictionary<string, IReadOnlyList<string?>> { ["employment_kind"] = [Wording.Code(EmploymentKind.FullTime)] },
        };
        return Question.All(
            Hires(closure.Entries, after: null),
            Question.Sum(new Balances(staff, ["employment", "talent", "reason", "effective"])),
            (hires, rows) => Of(hires, [.. rows.Select(Step.Of)], asOf));
    }

    private static ClosingHires Of(IReadOnlyList<Entry> hires, IReadOnlyList<Step> steps, DateOnly asOf)
    {
        var talents = steps.Where(step => !step.Leaves).ToLookup(step => step.Employment, step => step.Talent);
        var ends = steps.Where(step => step.Leaves).ToLookup(step => step.Employment);
        var endsOf = steps.Where(step => step is { Leaves: true, Talent: not null }).ToLookup(step => step.Talent);
        var due = hires.Where(hire => hire.Effective.AddDays(Days) <= asOf).ToList();
        return new ClosingHires(
            hires.Count,
            hires.Count(hire => !Moved(hire)),
            due.Count,
            due.Count(hire => ends[hire.Stream].All(end => end.Effective > hire.Effective.AddDays(Days))));

        bool Moved(Entry hire) => talents[hire.Stream].FirstOrDefault() is { } talent && endsOf[talent].Any(end =>
            end.Employment != hire.Stream && end.Effective <= hire.Effective && end.Effective >= hire.Effective.AddDays(-Days));
    }

    private static Question<IReadOnlyList<Entry>> Hires(LedgerQuery entries, EntryCursor? after) =>
        Question.Entries(new EntriesPage(entries, PageSize, after)).Then(page =>
        {
            IReadOnlyList<Entry> read = [.. page.Items.Select(item => item.Document)];
            return page.HasNext ? Hires(entries, read[^1].Cursor).Select(rest => (IReadOnlyList<Entry>)[.. read, .. rest]) : Question.Answer(read);
        });

    /// <summary>Somebody's coming or going.</summary>
    private sealed record Step(string Employment, string? Talent, bool Leaves, DateOnly Effective)
    {
        public static Step Of(Balance row) =>
            new(row.Group[0]!, row.Group[1], row.Group[2] != Reasons.Hired, DateOnly.Parse(row.Group[3]!, CultureInfo.InvariantCulture));
    }
}
