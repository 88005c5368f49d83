using TalentBank.Access;
using TalentBank.EventStore.ReadModels;
using TalentBank.Server.Commands;

namespace TalentBank.Server.Questions;

/// <summary>
/// What one request sees of the bank: one zone, one actor, one snapshot. After a command of the same request it is
/// looked at afresh, so that the request reads its own write.
/// </summary>
public sealed class BankView(ReadModelStore store, PersonalSeal seal, string zone, Actor actor, DateOnly today, string language) : IAsyncDisposable
{
    private readonly List<QuestionRunner> _opened = [];
    private (QuestionRunner Questions, DocumentLoader Documents)? _current;

    public string Zone => zone;

    public Actor Actor => actor;

    public DateOnly Today => today;

    /// <summary>The language of sentences to the reader: <c>zh</c> or <c>en</c>.</summary>
    public string Language => language;

    /// <summary>The log position of the request's last command.</summary>
    public long? Written { get; private set; }

    public QuestionRunner Questions => Current.Questions;

    private (QuestionRunner Questions, DocumentLoader Documents) Current
    {
        get
        {
            lock (_opened)
            {
                if (_current is null)
                {
                    var questions = new QuestionRunner(store.Read(zone));
                    _opened.Add(questions);
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

    /// <summary>From here on, see what the log holds through this position.</summary>
    public void Refresh(long written)
    {
        lock (_opened)
        {
            Written = Math.Max(Written ?? 0, written);
            _current = null;
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var questions in _opened)
            await questions.DisposeAsync();
    }
}
