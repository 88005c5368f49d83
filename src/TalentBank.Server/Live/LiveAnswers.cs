using System.Runtime.CompilerServices;
using TalentBank.EventStore.ReadModels;
using TalentBank.GraphQL;
using TalentBank.GraphQL.Execution;
using TalentBank.GraphQL.Types;
using TalentBank.Server.Commands;
using TalentBank.Server.Questions;
using TalentBank.Server.Running;
using TalentBank.Server.SignIn;

namespace TalentBank.Server.Live;

/// <summary>
/// Answers whoever stays connected: a query or mutation once, a subscription again and again (ADR 11). A subscription costs one
/// snapshot and its question's own look-ups for each advance of the read models, however many facts that was, and at most one
/// in <see cref="LiveSettings.Rest"/>; so a busy log costs as many answers as there are subscriptions, <see cref="LiveSettings.AnsweredAtOnce"/>
/// of them at a time, and a log at rest costs none.
/// </summary>
public sealed class LiveAnswers(
    Engine engine, Actors actors, ReadModelStore store, Daemon daemon, PersonalSeal seal, ZoneCalendar calendar, LastWrites writes, BankSettings bank,
    Admission admission, LiveSettings settings, TimeProvider time) : IDisposable
{
    private readonly SemaphoreSlim _turns = new(settings.AnsweredAtOnce);

    /// <summary>What says how new an answer is, not what it is.</summary>
    private readonly NamedType _position = engine.Schema.Type("LogPosition")!;

    /// <inheritdoc cref="GraphQL.Streaming.Respond"/>
    public IAsyncEnumerable<ExecutionResult> Respond(LiveConnection connection, GraphQLRequest request, CancellationToken cancel) =>
        engine.IsSubscription(request) ? Again(connection, request, cancel) : Once(connection, request, cancel);

    public void Dispose() => _turns.Dispose();

    private async IAsyncEnumerable<ExecutionResult> Once(LiveConnection connection, GraphQLRequest request, [EnumeratorCancellation] CancellationToken cancel)
    {
        using var admitted = await admission.Enter(cancel);
        yield return admitted is null ? RefuseForNow(connection, "busy") : await Answer(connection, request, cancel);
    }

    private async Task<ExecutionResult> Answer(LiveConnection connection, GraphQLRequest request, CancellationToken cancel)
    {
        try
        {
            if ((await actors.Find(bank.Zone, [connection.Actor], cancel))[0] is not { } actor)
                return Refuse(connection, "no-membership", "FORBIDDEN");
            await using var view = await View(connection, writes.Of(actor.Member), cancel);
            var result = await engine.Execute(request, view, cancel);
            await view.Release();
            if (view.Written is { } written)
                writes.Remember(actor.Member, written);
            return Told(result, view.Written ?? view.Seen);
        }
        catch (Exception fault) when (Admission.IsForLater(fault))
        {
            return RefuseForNow(connection, "out-of-reach");
        }
    }

    private async IAsyncEnumerable<ExecutionResult> Again(LiveConnection connection, GraphQLRequest request, [EnumeratorCancellation] CancellationToken cancel)
    {
        var subscription = await Subscribe(connection, request, cancel);
        if (subscription.Refusal is { } refusal)
        {
            yield return refusal;
            yield break;
        }

        ExecutionResult? last = null;
        await foreach (var moved in subscription.Events.WithCancellation(cancel))
        {
            var advance = (Advance)moved!;
            var (answer, position) = await Answer(connection, subscription, advance, cancel);
            if (last is null ? position > advance.Seen : !ResponseComparison.AreEqual(last, answer, _position))
                yield return Told(answer, position);
            last = answer;
            await Task.Delay(settings.Rest, time, cancel);
        }
    }

    private async Task<Subscription> Subscribe(LiveConnection connection, GraphQLRequest request, CancellationToken cancel)
    {
        await using var view = await View(connection, awaited: 0, cancel);
        return await engine.Subscribe(request, view, cancel);
    }

    /// <summary>One answer, from one snapshot. While the database is out of reach it is waited for: nothing is lost by that.</summary>
    private async Task<(ExecutionResult Answer, long Position)> Answer(LiveConnection connection, Subscription subscription, Advance advance, CancellationToken cancel)
    {
        while (true)
        {
            await _turns.WaitAsync(cancel);
            try
            {
                await using var view = await View(connection, awaited: 0, cancel);
                var position = daemon.Position;
                var answer = await subscription.Execute(advance, view, cancel);
                await view.Release();
                return (answer, view.Seen ?? position);
            }
            catch (Exception fault) when (Admission.IsForLater(fault))
            {
                // It comes again below.
            }
            finally
            {
                _turns.Release();
            }

            await Task.Delay(settings.Watch, time, cancel);
        }
    }

    private async Task<BankView> View(LiveConnection connection, long awaited, CancellationToken cancel) =>
        new(store, daemon, seal, bank.Zone, connection.Actor, await calendar.Today(bank.Zone, cancel), connection.Language, correlation: null) { Awaited = awaited };

    private static ExecutionResult Told(ExecutionResult answer, long? position) => position is null ? answer : answer with
    {
        Extensions = new Dictionary<string, object?>(answer.Extensions ?? new Dictionary<string, object?>()) { ["position"] = position },
    };

    private static ExecutionResult RefuseForNow(LiveConnection connection, string refusal) => Refuse(connection, refusal, "UNAVAILABLE");

    private static ExecutionResult Refuse(LiveConnection connection, string refusal, string code) =>
        ExecutionResult.Refused(new GraphQLError(RefusalTexts.Sentence(new Refusal(refusal, null, []), connection.Language))
        {
            Extensions = new Dictionary<string, object?> { ["code"] = code, ["refusal"] = refusal },
        });
}
