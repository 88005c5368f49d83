using TalentBank.EventStore.ReadModels;
using TalentBank.Ledger;

namespace TalentBank.Server.Questions;

/// <summary>Answers the product's questions from one snapshot, one look-up after the other.</summary>
public sealed class QuestionRunner(Snapshot snapshot) : IAsyncDisposable
{
    /// <summary>A snapshot is one connection; fields that are resolved side by side take turns.</summary>
    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <summary>The log position that the snapshot includes; null before the first look-up.</summary>
    public long? Position => snapshot.Position;

    /// <summary>The answer, or why the question cannot be answered as asked.</summary>
    public async ValueTask<(T? Answer, Refusal? Refusal)> Ask<T>(Question<T> question, CancellationToken cancel)
    {
        while (true)
        {
            switch (question)
            {
                case Question<T>.Answered answered:
                    return (answered.Value, null);
                case Question<T>.Refused refused:
                    return (default, refused.Refusal);
                case Question<T>.Asking asking:
                    question = asking.Then(await LookUp(asking.Inquiry, cancel));
                    break;
            }
        }
    }

    public async ValueTask<object> LookUp(Inquiry inquiry, CancellationToken cancel)
    {
        await _turn.WaitAsync(cancel);
        try
        {
            return inquiry switch
            {
                Inquiry.OfPosition => await snapshot.Fix(cancel),
                Inquiry.OfReadModels => await snapshot.Models(cancel),
                Inquiry.OfBalances it => await snapshot.Sum(BankLedger.Model, it.Balances, cancel),
                Inquiry.OfEntries it => await snapshot.Entries(BankLedger.Model, it.Page, cancel),
                Inquiry.OfEntryCount it => await snapshot.Count(BankLedger.Model, it.Entries, cancel),
                Inquiry.OfDocuments it => await snapshot.Get(it.Model, it.Keys, cancel),
                Inquiry.OfPage it => await snapshot.Find(it.Model, it.Query, cancel),
                _ => throw new InvalidOperationException($"{inquiry.GetType().Name} is not looked up here."),
            };
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>How many documents of a connection there are.</summary>
    public async ValueTask<long> Count(DocumentModel model, IReadOnlyList<Condition> where, CancellationToken cancel)
    {
        await _turn.WaitAsync(cancel);
        try
        {
            return await snapshot.Count(model, where, cancel);
        }
        finally
        {
            _turn.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await snapshot.DisposeAsync();
        _turn.Dispose();
    }
}
