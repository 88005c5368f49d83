using TalentBank.Access;
using TalentBank.EventStore.ReadModels;
using TalentBank.GraphQL.Execution;
using TalentBank.Server.Commands;
using TalentBank.Server.Live;

namespace TalentBank.Server.Questions;

/// <summary>
/// What one request sees of the bank: one zone, one actor, one snapshot. After a command of the same request it is
/// looked at afresh, so that the request reads its own write.
/// </summary>
public sealed class BankView : IAsyncDisposable
{
    /// <summary>How long a request waits to see what was written (design, section 9).</summary>
    private static readonly TimeSpan WriteBound = TimeSpan.FromSeconds(2);

    private readonly ReadModelStore _store;
    private readonly Daemon _daemon;
    private readonly PersonalSeal _seal;
    private readonly Loader<IReadOnlyList<Inquiry>, IReadOnlyList<object>> _inquiries;
    private readonly Loader<Personal, string?> _personal;
    private readonly Dictionary<object, object> _once = [];
    private QuestionRunner? _questions;

    public BankView(ReadModelStore store, Daemon daemon, PersonalSeal seal, string zone, Actor actor, DateOnly today, string language, string? correlation)
    {
        (_store, _daemon, _seal) = (store, daemon, seal);
        (Zone, Actor, Today, Language, Correlation) = (zone, actor, today, language, correlation);
        _inquiries = new(LookUp);
        _personal = new((personal, cancel) => _seal.Open(Zone, personal, cancel));
    }

    public string Zone { get; }

    public Actor Actor { get; }

    public DateOnly Today { get; }

    /// <summary>The language of sentences to the reader: <c>zh</c> or <c>en</c>.</summary>
    public string Language { get; }

    /// <summary>The request, in traces and in the facts it caused.</summary>
    public string? Correlation { get; }

    /// <summary>The log position that look-ups must include: they wait for it, with a bound. Who looks nothing up waits for nothing.</summary>
    public long Awaited { get; init; }

    /// <summary>The log position of the request's last command.</summary>
    public long? Written { get; private set; }

    /// <summary>The log position that the request's look-ups included, once they are released; null where it looked nothing up.</summary>
    public long? Seen { get; private set; }

    /// <inheritdoc cref="Advance.Of"/>
    public IAsyncEnumerable<object?> Advances(long? since) => Advance.Of(_daemon, since);

    /// <summary>The answer to a field's question, or why it cannot be answered as asked.</summary>
    public async ValueTask<(T? Answer, Refusal? Refusal)> Ask<T>(FieldContext field, Question<T> question)
    {
        while (question is Question<T>.Asking asking)
            question = asking.Then(await field.Load(_inquiries, asking.Inquiries));
        return question.Result();
    }

    /// <summary>What a field looks up, in the order of the inquiries.</summary>
    public ValueTask<IReadOnlyList<object>> LookUp(FieldContext field, params IReadOnlyList<Inquiry> inquiries) => field.Load(_inquiries, inquiries);

    /// <summary>The document under the key; null where there is none that the actor may see.</summary>
    public async ValueTask<object?> Document(FieldContext field, DocumentModel model, string key)
    {
        var found = (IReadOnlyDictionary<string, object>)(await LookUp(field, new Inquiry.OfDocuments(model, [key])))[0];
        return found.GetValueOrDefault(key) is { } document && DocumentAccess.Sees(model, Within(model), document) ? document : null;
    }

    /// <summary>What must hold of the documents that the actor sees.</summary>
    public IReadOnlyList<Condition> Within(DocumentModel model) => Once(model, model => DocumentAccess.Within(model, Actor));

    /// <summary>
    /// What is made of the same things for every parent in a list: once for the request, so that the parents' look-ups are
    /// seen to be alike.
    /// </summary>
    public T Once<TOf, T>(TOf of, Func<TOf, T> make)
        where TOf : notnull
    {
        lock (_once)
            return (T)(_once.TryGetValue(of, out var made) ? made : _once[of] = make(of)!);
    }

    /// <summary>The text of a personal field; null where the person was erased.</summary>
    public ValueTask<string?> Open(FieldContext field, Personal personal) => field.Load(_personal, personal);

    /// <summary>A refusal as the sender reads it.</summary>
    public PayloadError Tell(Refusal refusal) =>
        new(refusal.Code, RefusalTexts.Sentence(refusal, Language), refusal.Field is null ? ["input"] : ["input", .. refusal.Field.Split('.')]);

    /// <summary>A refused question, as an error of its field.</summary>
    public FieldError Error(Refusal refusal, string code = "BAD_USER_INPUT") => new(RefusalTexts.Sentence(refusal, Language), code)
    {
        Extensions = new Dictionary<string, object?> { ["refusal"] = refusal.Code, ["argument"] = refusal.Field },
    };

    /// <summary>Lets go of what was seen so far: the next look-up sees the bank as it is then.</summary>
    public async ValueTask Release()
    {
        if (_questions is not { } seen)
            return;
        _questions = null;
        Seen = seen.Position;
        await seen.DisposeAsync();
    }

    /// <summary>Remembers that the request has written through this position, and waits until it can be seen, with a bound.</summary>
    public Task Wrote(long position, CancellationToken cancel)
    {
        Written = Math.Max(Written ?? 0, position);
        return _daemon.WaitFor(position, WriteBound, cancel);
    }

    public ValueTask DisposeAsync() => Release();

    /// <summary>All that is due at a moment, in one round trip.</summary>
    private async Task<IReadOnlyList<IReadOnlyList<object>>> LookUp(IReadOnlyList<IReadOnlyList<Inquiry>> due, CancellationToken cancel)
    {
        if (_questions is null && Awaited > 0)
            await _daemon.WaitFor(Awaited, WriteBound, cancel);
        _questions ??= new QuestionRunner(_store.Read(Zone));
        if (due.Count == 1)
            return [await _questions.LookUp(due[0], cancel)];
        var found = await _questions.LookUp([.. due.SelectMany(inquiries => inquiries)], cancel);
        var answers = new IReadOnlyList<object>[due.Count];
        var taken = 0;
        for (var i = 0; i < answers.Length; i++)
        {
            answers[i] = [.. found.Skip(taken).Take(due[i].Count)];
            taken += due[i].Count;
        }

        return answers;
    }
}
