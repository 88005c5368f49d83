using TalentBank.Parties;

namespace TalentBank.Hiring;

/// <summary>
/// The staff an enterprise already had when the bank first observed it (opening employment): all in one command.
/// Their employments are numbered behind the id of the recording.
/// </summary>
public sealed record RecordStaff(
    [NewId("employment")] string StaffId, string EnterpriseId, IReadOnlyList<StaffLine> Staff, DateOnly ObservedSince) : Command
{
    private const int Most = 500;

    public override IEnumerable<string> Streams => [EnterpriseId, Zone.Stream.Name, .. EmploymentIds()];

    public override Decision Decide(States states, Circumstances now)
    {
        var zone = states.Of(Zone.Stream);
        if (!states.Of(Organisation.Stream(EnterpriseId)).Is(OrganisationKind.Enterprise))
            return Refuse("not-found", "enterpriseId", ("id", EnterpriseId));
        if (Staff.Any(line => line.Persons < 1) || Staff.Sum(line => (long)line.Persons) is < 1 or > Most)
            return Refuse("staff-out-of-range", "staff", ("most", Most));
        if (Staff.FirstOrDefault(line => !zone.Has(line.Category)) is { } stranger)
            return Refuse("category-unknown", "staff", ("category", stranger.Category));
        if (!Dates.Plausible(ObservedSince, now.Today) || ObservedSince > now.Today)
            return Refuse("date-out-of-range", "observedSince", ("date", ObservedSince));

        var persons = Staff.SelectMany(line => Enumerable.Repeat(line, line.Persons));
        var facts = EmploymentIds().Zip(persons, (id, line) => (id, (Fact)new StaffRecorded(
            id, new Job(EnterpriseId, null, null, line.Category, line.Key, line.Tier, line.Kind), ObservedSince)));
        return new Accepted(EnterpriseId, [.. facts]);
    }

    private IEnumerable<string> EmploymentIds() =>
        Enumerable.Range(1, (int)Math.Clamp(Staff.Sum(line => (long)Math.Max(line.Persons, 0)), 0, Most)).Select(number => $"{StaffId}-{number}");
}

/// <summary>So many persons of one kind.</summary>
public sealed record StaffLine(string Category, bool Key, Tier Tier, EmploymentKind Kind, int Persons);
