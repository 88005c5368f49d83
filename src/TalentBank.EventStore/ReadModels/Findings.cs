namespace TalentBank.EventStore.ReadModels;

/// <summary>Gathers findings: all are counted, the first ten of each kind are named.</summary>
internal sealed class Findings
{
    private const int Named = 10;

    private readonly Dictionary<(Check Check, string Subject), (long Count, List<string> Examples)> _found = [];

    public IReadOnlyList<Finding> List => [.. _found.Select(finding => new Finding(finding.Key.Check, finding.Key.Subject, finding.Value.Count, finding.Value.Examples))];

    public void Add(Check check, string subject, string example)
    {
        var (count, examples) = _found.GetValueOrDefault((check, subject), (0, []));
        if (examples.Count < Named) examples.Add(example);
        _found[(check, subject)] = (count + 1, examples);
    }
}
