using System.Runtime.ExceptionServices;
using TalentBank.Access;
using TalentBank.EventStore.Log;
using TalentBank.Parties;

namespace TalentBank.Server.Commands;

/// <summary>
/// Load, decide, append: written once, for every command (design, section 4). On streams that are hot, an accepted command
/// costs one round trip: whether it was sent before, and whether the states still hold, the append itself tells.
/// </summary>
public sealed class CommandRunner(IEventLog log, HotStates states, PersonalSeal seal, StreamQueues queues, Action appended)
{
    /// <summary>Commands of this server that change one stream take turns; streams only read, or made, can still conflict.</summary>
    private const int MostTries = 20;

    private static readonly Dictionary<Type, CommandAccess> Access = AccessTable.Commands.ToDictionary(row => row.Command);

    public async Task<CommandOutcome> Run(CommandRequest request)
    {
        HashSet<string> held = [];
        IDisposable? turn = null;
        try
        {
            for (var tries = 0; tries < MostTries; tries++)
            {
                var (decision, fault, loaded) = await Load(request);
                if (fault is not null)
                {
                    // Streams seen at different moments may contradict each other; only on what stands in the log together is it a bug.
                    if (await states.Refresh(request.Zone, loaded))
                        continue;
                    fault.Throw();
                }

                if (decision is Decision.Refused refused)
                {
                    // What is refused on hot states may have been accepted before, or be right on what stands in the log by now.
                    if (await log.Find(request.Zone, request.CommandId, request.Fingerprint) is { } earlier)
                        return Told(earlier);
                    if (await states.Refresh(request.Zone, loaded))
                        continue;
                    return new CommandOutcome.Refused(refused.Refusals);
                }

                var accepted = (Decision.Accepted)decision!;
                var changed = accepted.Facts.Select(fact => fact.Stream).Where(stream => loaded[stream].Version > 0).ToHashSet();
                if (!changed.IsSubsetOf(held))
                {
                    // Which streams change is known only now. Whoever had to wait for them decides again on what stands there then.
                    turn?.Dispose();
                    held.UnionWith(changed);
                    (turn, var waited) = await queues.Take(held);
                    if (waited)
                        continue;
                }

                // Sealing may make a new person's key, which a command sent again must not.
                if (accepted.Facts.Any(fact => PersonalFields.Of(fact.Fact).Any())
                    && await log.Find(request.Zone, request.CommandId, request.Fingerprint) is { } first)
                    return Told(first);

                var append = await ToAppend(request, accepted, loaded);
                switch (await log.Append(append))
                {
                    case AppendOutcome.Conflict conflict:
                        await ReadOn(request.Zone, conflict, loaded[conflict.Stream]);
                        continue;
                    case AppendOutcome.Appended done:
                        Learn(append, loaded);
                        appended();
                        return new CommandOutcome.Accepted(accepted.Result, done.Position);
                    case var outcome:
                        return Told(outcome);
                }
            }
        }
        finally
        {
            turn?.Dispose();
        }

        return Refused("busy");
    }

    private static CommandOutcome Told(AppendOutcome outcome) => outcome switch
    {
        AppendOutcome.Repeated repeated => new CommandOutcome.Accepted(repeated.Result, repeated.Position),
        AppendOutcome.CommandIdTaken => Refused("command-id-taken", "commandId"),
        AppendOutcome.Busy => Refused("busy"),
        AppendOutcome.Archived => Refused("archived"),
        _ => throw new InvalidOperationException($"An append does not end as {outcome.GetType().Name} here."),
    };

    private static CommandOutcome.Refused Refused(string code, string? field = null) => new([new Refusal(code, field, [])]);

    /// <summary>Loads what the command names, then what its rule asks for, until the rule has decided, or failed.</summary>
    private async Task<(Decision? Decision, ExceptionDispatchInfo? Fault, IReadOnlyDictionary<string, StreamState> Loaded)> Load(CommandRequest request)
    {
        var loaded = new Dictionary<string, StreamState>();
        IReadOnlyList<string> missing = [.. request.Command.Streams.Distinct()];
        while (true)
        {
            foreach (var (stream, state) in await states.Get(request.Zone, missing))
                loaded.Add(stream, state);

            Decision decision;
            try
            {
                decision = Decide(request, loaded);
            }
            catch (Exception fault)
            {
                return (null, ExceptionDispatchInfo.Capture(fault), loaded);
            }

            if (decision is not Decision.Needing needing)
                return (decision, null, loaded);
            missing = [.. needing.Streams.Distinct().Where(stream => !loaded.ContainsKey(stream))];
            if (missing.Count == 0)
                throw new InvalidOperationException($"{request.Command.GetType().Name} asks again for streams that it has.");
        }
    }

    private static Decision Decide(CommandRequest request, Dictionary<string, StreamState> loaded)
    {
        var known = new States(loaded.ToDictionary(stream => stream.Key, stream => stream.Value.State));
        var (command, now) = (request.Command, request.Circumstances);
        var access = Access[command.GetType()];
        if (access.Refusal(now.Actor, command, known) is { } refusal)
            return new Decision.Refused([refusal]);
        var decision = command.Decide(known, now);
        if (decision is Decision.Accepted { Facts.Count: > 0 } deposited && request.Reference is { } number && access.OwnerOf(command, known) is { } party)
            decision = Reference.Claim(deposited, party, number, known, now);
        return decision is Decision.Accepted { Facts.Count: > 0 } accepted && access.PrincipalOf(now.Actor, command, known) is { } principal
            ? WindowEntry.Enter(accepted, $"entry-{request.CommandId}", command.GetType().Name, principal, request.OnBehalf, known, now)
            : decision;
    }

    /// <summary>After a conflict: the stream has moved on, or back, where the database was restored to an earlier moment.</summary>
    private async Task ReadOn(string zone, AppendOutcome.Conflict conflict, StreamState known)
    {
        if (conflict.Actual < conflict.Expected)
            states.Forget(zone, conflict.Stream);
        else
            await states.Refresh(zone, new Dictionary<string, StreamState> { [conflict.Stream] = known });
    }

    /// <summary>The states after the append, folded from the very texts that were appended, as anybody reads them.</summary>
    private void Learn(AppendRequest append, IReadOnlyDictionary<string, StreamState> loaded)
    {
        foreach (var (stream, version, events) in append.Streams.Where(stream => stream.Events.Count > 0))
            states.Learn(append.Zone, stream, loaded[stream], [.. events.Select((it, i) => PersonalSeal.Read(append.Zone, stream, version + i + 1, it.Type, it.Data))]);
    }

    private async Task<AppendRequest> ToAppend(CommandRequest request, Decision.Accepted accepted, IReadOnlyDictionary<string, StreamState> loaded)
    {
        var byStream = accepted.Facts.ToLookup(fact => fact.Stream, fact => fact.Fact);
        var streams = new List<StreamAppend>();
        foreach (var (stream, state) in loaded)
        {
            var events = new List<NewEvent>();
            foreach (var fact in byStream[stream])
            {
                var sealedFact = await seal.Seal(fact, request.Zone, stream, state.Version + events.Count + 1);
                events.Add(new NewEvent(Guid.CreateVersion7(), Bank.Facts.NameOf(fact), Bank.Facts.Write(sealedFact)));
            }

            streams.Add(new StreamAppend(stream, state.Version, events));
        }

        return new AppendRequest(request.Zone, request.CommandId, request.Fingerprint, accepted.Result, request.Circumstances.Actor.Member, request.Correlation, streams);
    }
}
