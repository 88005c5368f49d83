using TalentBank.Faults.Load;

namespace TalentBank.Faults.Checking;

/// <summary>Compares what senders were told with what the log holds, when nothing is under way.</summary>
internal static class Checker
{
    public static IReadOnlyList<Problem> Check(IReadOnlyCollection<Settled> commands, LogContent log) =>
    [
        .. commands.SelectMany(command => Check(command, log)),
        .. log.BrokenStreams.Select(stream => new Problem(Promise.StreamsAreWhole, stream)),
        .. log.DeadLetters == 0 ? [] : new[] { new Problem(Promise.NoFactIsSetAside, $"{log.DeadLetters} facts stand in talentbank.dead_letters") },
    ];

    /// <summary>
    /// The negative control: the same check, of the same log with one command more acknowledged than was ever sent, and with
    /// one fact twice. Whoever finds nothing there would have found nothing anywhere.
    /// </summary>
    public static IReadOnlyList<Problem> CheckThatItCanFail(IReadOnlyCollection<Settled> commands, LogContent log)
    {
        var ghost = new Settled(new SentCommand(Guid.CreateVersion7(), "depositPosition", new { }, "chamber", ["position_deposited"], null));
        ghost.Learn(new Answer.Accepted(1, null));
        var lost = Check([.. commands, ghost], log).Where(problem => problem.Promise is Promise.NothingIsLost && problem.Example.Contains($"{ghost.Command.Id}", StringComparison.Ordinal));

        var twice = commands.SelectMany(command => log.Facts[command.Command.Id]).First();
        var doubled = log with { Facts = log.Facts.SelectMany(facts => facts).Append(twice with { Position = long.MaxValue, Transaction = "another" }).ToLookup(fact => fact.Command) };
        var found = Check(commands, doubled).Where(problem => problem.Promise is Promise.NothingIsDoubled && problem.Example.Contains($"{twice.Command}", StringComparison.Ordinal));

        return
        [
            .. lost.Any() ? [] : new[] { new Problem(Promise.ChecksCanFail, "an acknowledged command that the log does not have was not found") },
            .. found.Any() ? [] : new[] { new Problem(Promise.ChecksCanFail, "a fact that stands in the log twice was not found") },
        ];
    }

    private static IEnumerable<Problem> Check(Settled settled, LogContent log)
    {
        var command = settled.Command;
        var name = $"{command.Field} {command.Id}";
        var remembered = log.Commands.GetValueOrDefault(command.Id);
        StoredFact[] all = [.. log.Facts[command.Id]];
        // What is entered at the window leaves an entry beside what the command makes.
        StoredFact[] facts = [.. all.Where(fact => fact.Type != "entry_recorded")];

        foreach (var contradiction in settled.Contradictions)
            yield return new Problem(Promise.NothingIsMistold, $"{name} {contradiction}");

        switch (settled.Answer)
        {
            case Answer.Accepted when remembered is null:
                yield return new Problem(Promise.NothingIsLost, $"{name} was acknowledged and is not recorded");
                break;
            case Answer.Accepted accepted:
                if (accepted.Position != remembered.Position || (accepted.Result is { } told && told != remembered.Result))
                    yield return new Problem(Promise.NothingIsMistold, $"{name} was told {accepted}; recorded is {remembered}");
                break;
            case Answer.Refused refused when remembered is not null || facts.Length > 0:
                yield return new Problem(Promise.NothingIsLeft, $"{name} was refused ({refused.Codes}) and is recorded, with {facts.Length} facts");
                break;
            case null:
                yield return new Problem(Promise.EverythingIsAnswered, $"{name} is still unknown after {settled.Tries} tries");
                break;
        }

        if (remembered is null && facts.Length == 0)
            yield break;
        if (remembered is null)
            yield return new Problem(Promise.NothingIsMistold, $"{name} has facts and is not remembered");
        if (facts.Length > command.Facts.Count || all.Select(fact => fact.Transaction).Distinct().Count() > 1)
            yield return new Problem(Promise.NothingIsDoubled, $"{name} has {facts.Length} facts of {facts.Select(fact => fact.Transaction).Distinct().Count()} transactions");
        else if (facts.Length > 0 && !facts.Select(fact => fact.Type).Order(StringComparer.Ordinal).SequenceEqual(command.Facts.Order(StringComparer.Ordinal)))
            yield return new Problem(Promise.NothingIsLost, $"{name} has the facts {string.Join(", ", facts.Select(fact => fact.Type))}");
        else if (facts.Length == 0 && !command.MayChangeNothing)
            yield return new Problem(Promise.NothingIsLost, $"{name} is remembered and has no facts");
        else if (facts.Length > 0 && remembered is not null && (all[^1].Position != remembered.Position || facts.All(fact => fact.Stream != (command.Stream ?? remembered.Result))))
            yield return new Problem(Promise.NothingIsMistold, $"{name} is remembered at {remembered.Position}; its facts are {string.Join(", ", facts.AsEnumerable())}");
    }
}
