using TalentBank.Access;
using TalentBank.EventStore.ReadModels;
using TalentBank.GraphQL.Execution;
using TalentBank.Server.Commands;

namespace TalentBank.Server.Questions;

/// <summary>
/// What one request sees of the bank: one zone, one actor, one snapshot. After a command of the same request it is
/// looked at afresh, so that the request reads its own write.
/// </summary>
public sealed class BankView(ReadModelStore store, PersonalSeal seal, string zone, Actor actor, DateOnly today, string language, string? correlation) : IAsyncDisposable
{
    private readonly Lock _lock = new();
    private (QuestionRunner Questions, DocumentLoader Documents)? _current;

    public string Zone => zone;

    public Actor Actor => actor;

    public DateOnly Today => today;

    /// <summary>The language of sentences to the reader: <c>zh</c> or <c>en</c>.</summary>
    public string Language => language;

    /// <summary>The request, in traces and in the facts it caused.</summary>
    public string? Correlation => correlation;

    /// <summary>The log position of the request's last command.</summary>
    public long? Written { get; private set; }

    /// <summary>The log position that the request's look-ups included, once they are released; null where it looked nothing up.</summary>
    public long? Seen { get; private set; }

    public QuestionRunner Questions => Current.Questions;

    private (QuestionRunner Questions, DocumentLoader Documents) Current
    {
        get
        {
            lock (_lock)
            {
                if (_current is null)
                {
                    var questions = new QuestionRunner(store.Read(zone));
                    _current = (questions, new DocumentLoader(questions));
                }

                return _current.Value;
            }
        }
    }

    /// <summary>The document under the key; null where there is none that the actor may see.</summary>
    public async ValueTask<object?> Document(DocumentModel model, string key, CancellationToken cancel) =>
        await Current.Documents.Load(model, key, cancel) is { } document && DocumentAccess.Sees(model, actor, document) ? document : null;

    /// <summary>The text of a personal field; null where the person was erased.</summary>
    public ValueTask<string?> Open(Personal personal, CancellationToken cancel) => seal.Open(zone, personal, cancel);

    /// <summary>A refusal as the sender reads it.</summary>
    public PayloadError Tell(Refusal refusal) =>
        new(refusal.Code, RefusalTexts.Sentence(refusal, language), refusal.Field is null ? ["input"] : ["input", .. refusal.Field.Split('.')]);

    /// <summary>A refused question, as an error of its field.</summary>
    public FieldError Error(Refusal refusal, string code = "BAD_USER_INPUT") => new(RefusalTexts.Sentence(refusal, language), code)
    {
        Extensions = new Dictionary<string, object?> { ["refusal"] = refusal.Code, ["argument"] = refusal.Field },
    };

    /// <summary>Lets go of what was seen so far: the next look-up sees the bank as it is then.</summary>
    public async ValueTask Release()
    {
        var seen = _current?.Questions;
        _current = null;
        if (seen is null)
            return;
        Seen = seen.Position;
        await seen.DisposeAsync();
    }

    /// <summary>Remembers that the request has written through this position.</summary>
    public void Wrote(long position) => Written = Math.Max(Written ?? 0, position);

    public ValueTask DisposeAsync() => Release();
}
