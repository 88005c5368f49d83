using TalentBank.Access;
using TalentBank.EventStore.Log;
using TalentBank.EventStore.ReadModels;

namespace TalentBank.Server.Commands;

/// <summary>Load, decide, append: written once, for every command (design, section 4).</summary>
public sealed class CommandRunner(IEventLog log, PersonalSeal seal, Daemon daemon, StreamQueues queues)
{
    /// <summary>Commands of this server that change one stream take turns; streams only read, or made, can still conflict.</summary>
    private const int MostTries = 20;

    private static readonly Dictionary<Type, CommandAccess> Access = AccessTable.Commands.ToDictionary(row => row.Command);

    public async Task<CommandOutcome> Run(CommandRequest request)
    {
        if (await log.Find(request.Zone, request.CommandId, request.Fingerprint) is { } earlier)
            return Told(earlier);

        HashSet<string> held = [];
        IDisposable? turn = null;
        try
        {
            for (var tries = 0; tries < MostTries; tries++)
            {
                var (decision, versions) = await Load(request);
                if (decision is Decision.Refused refused)
                {
                    // The same command may have been accepted while this one waited: then its first outcome is the answer.
                    return await log.Find(request.Zone, request.CommandId, request.Fingerprint) is { } meanwhile
                        ? Told(meanwhile)
                        : new CommandOutcome.Refused(refused.Refusals);
                }

                var accepted = (Decision.Accepted)decision;
                var changed = accepted.Facts.Select(fact => fact.Stream).Where(stream => versions[stream] > 0).ToHashSet();
                if (!changed.IsSubsetOf(held))
                {
                    // Which streams change is known only now. Whoever had to wait for them decides again on what stands there then.
                    turn?.Dispose();
                    held.UnionWith(changed);
                    (turn, var waited) = await queues.Take(held);
                    if (waited)
                        continue;
                }

                var outcome = await log.Append(await ToAppend(request, accepted, versions));
                if (outcome is AppendOutcome.Conflict)
                    continue;
                daemon.Nudge();
                return Told(outcome, accepted.Result);
            }
        }
        finally
        {
            turn?.Dispose();
        }

        return new CommandOutcome.Refused([new Refusal("busy", null, [])]);
    }

    private static CommandOutcome Told(AppendOutcome outcome, string result = "") => outcome switch
    {
        AppendOutcome.Appended appended => new CommandOutcome.Accepted(result, appended.Position),
        AppendOutcome.Repeated repeated => new CommandOutcome.Accepted(repeated.Result, repeated.Position),
        AppendOutcome.CommandIdTaken => new CommandOutcome.Refused([new Refusal("command-id-taken", "commandId", [])]),
        _ => throw new InvalidOperationException($"An append does not end as {outcome.GetType().Name} here."),
    };

    /// <summary>Loads what the command names, then what its rule asks for, until the rule has decided.</summary>
    private async Task<(Decision Decision, IReadOnlyDictionary<string, long> Versions)> Load(CommandRequest request)
    {
        var facts = new Dictionary<string, IReadOnlyList<Fact>>();
        var versions = new Dictionary<string, long>();
        IReadOnlyList<string> missing = [.. request.Command.Streams.Distinct()];
        while (true)
        {
            // A name that no stream can have is a stream that does not exist: the rule says what that means.
            foreach (var name in missing.Where(name => !StreamName.IsPossible(name)))
            {
                facts.Add(name, []);
                versions.Add(name, 0);
            }

            foreach (var slice in await log.ReadStreams(request.Zone, [.. missing.Where(StreamName.IsPossible)]))
            {
                facts.Add(slice.Stream, [.. slice.Events.Select(PersonalSeal.Read)]);
                versions.Add(slice.Stream, slice.Version);
            }

            var states = new States(facts);
            if (Access[request.Command.GetType()].Refusal(request.Circumstances.Actor, request.Command, states) is { } refusal)
                return (new Decision.Refused([refusal]), versions);
            var decision = request.Command.Decide(states, request.Circumstances);
            if (decision is not Decision.Needing needing)
                return (decision, versions);
            missing = [.. needing.Streams.Distinct().Where(stream => !facts.ContainsKey(stream))];
            if (missing.Count == 0)
                throw new InvalidOperationException($"{request.Command.GetType().Name} asks again for streams that it has.");
        }
    }

    private async Task<AppendRequest> ToAppend(CommandRequest request, Decision.Accepted accepted, IReadOnlyDictionary<string, long> versions)
    {
        var byStream = accepted.Facts.ToLookup(fact => fact.Stream, fact => fact.Fact);
        var streams = new List<StreamAppend>();
        foreach (var (stream, version) in versions)
        {
            var events = new List<NewEvent>();
            foreach (var fact in byStream[stream])
            {
                var sealedFact = await seal.Seal(fact, request.Zone, stream, version + events.Count + 1);
                events.Add(new NewEvent(Guid.CreateVersion7(), Bank.Facts.NameOf(fact), Bank.Facts.Write(sealedFact)));
            }

            streams.Add(new StreamAppend(stream, version, events));
        }

        return new AppendRequest(request.Zone, request.CommandId, request.Fingerprint, accepted.Result, request.Circumstances.Actor.Member, request.Correlation, streams);
    }
}
