using TalentBank.EventStore.ReadModels;

namespace TalentBank;

/// <summary>
/// A question to the read models, as a value: what to look up, and what follows from it. The product only says it;
/// the host looks it up, all of it in one database snapshot.
/// </summary>
public abstract record Question<T>
{
    private Question() { }

    public sealed record Answered(T Value) : Question<T>;

    public sealed record Asking(Inquiry Inquiry, Func<object, Question<T>> Then) : Question<T>;

    /// <summary>What was asked cannot be answered as asked.</summary>
    public sealed record Refused(Refusal Refusal) : Question<T>;

    public Question<TNext> Then<TNext>(Func<T, Question<TNext>> next) => this switch
    {
        Answered answered => next(answered.Value),
        Asking asking => new Question<TNext>.Asking(asking.Inquiry, found => asking.Then(found).Then(next)),
        Refused refused => new Question<TNext>.Refused(refused.Refusal),
        _ => throw new InvalidOperationException("A question is answered, asking or refused."),
    };

    public Question<TNext> Select<TNext>(Func<T, TNext> select) => Then(value => Question.Answer(select(value)));

    public Question<TNext> SelectMany<TMiddle, TNext>(Func<T, Question<TMiddle>> next, Func<T, TMiddle, TNext> select) =>
        Then(value => next(value).Select(middle => select(value, middle)));
}

/// <summary>The look-ups that questions are made of.</summary>
public static class Question
{
    public static Question<T> Answer<T>(T value) => new Question<T>.Answered(value);

    /// <inheritdoc cref="Decision.Refuse"/>
    public static Question<T> Refuse<T>(string code, string? field = null, params (string Name, object? Value)[] values) =>
        new Question<T>.Refused(new Refusal(code, field, values));

    /// <summary>The log position that the snapshot includes.</summary>
    public static Question<long> Position() => Ask<long>(new Inquiry.OfPosition());

    /// <summary>How all read models stand.</summary>
    public static Question<IReadOnlyList<ModelStatus>> ReadModels() => Ask<IReadOnlyList<ModelStatus>>(new Inquiry.OfReadModels());

    /// <summary>Sums of ledger entries.</summary>
    public static Question<IReadOnlyList<Balance>> Sum(Balances balances) => Ask<IReadOnlyList<Balance>>(new Inquiry.OfBalances(balances));

    /// <summary>A page of ledger entries.</summary>
    public static Question<Page<Entry>> Entries(EntriesPage page) => Ask<Page<Entry>>(new Inquiry.OfEntries(page));

    /// <summary>How many ledger entries.</summary>
    public static Question<long> Count(LedgerQuery entries) => Ask<long>(new Inquiry.OfEntryCount(entries));

    /// <summary>The document under a key, whoever asks: access is the asking rule's matter.</summary>
    public static Question<T?> Document<T>(DocumentModel<T> model, string key)
        where T : class =>
        Ask<IReadOnlyDictionary<string, object>>(new Inquiry.OfDocuments(model, [key])).Select(found => (T?)found.GetValueOrDefault(key));

    /// <summary>The documents of a page, in its order, whoever asks.</summary>
    public static Question<IReadOnlyList<T>> Documents<T>(DocumentModel<T> model, DocumentQuery query)
        where T : class =>
        Ask<Page<object>>(new Inquiry.OfPage(model, query)).Select(page => (IReadOnlyList<T>)[.. page.Items.Select(item => (T)item.Document)]);

    private static Question<T> Ask<T>(Inquiry inquiry) => new Question<T>.Asking(inquiry, found => Answer((T)found));
}

/// <summary>One look-up in the read models.</summary>
public abstract record Inquiry
{
    private Inquiry() { }

    /// <summary>Answers a <see cref="long"/>.</summary>
    public sealed record OfPosition : Inquiry;

    /// <summary>Answers a list of <see cref="ModelStatus"/>.</summary>
    public sealed record OfReadModels : Inquiry;

    /// <summary>Answers a list of <see cref="Balance"/>.</summary>
    public sealed record OfBalances(Balances Balances) : Inquiry;

    /// <summary>Answers a <see cref="Page{T}"/> of <see cref="Entry"/>.</summary>
    public sealed record OfEntries(EntriesPage Page) : Inquiry;

    /// <summary>Answers a <see cref="long"/>.</summary>
    public sealed record OfEntryCount(LedgerQuery Entries) : Inquiry;

    /// <summary>Answers a dictionary of documents by key.</summary>
    public sealed record OfDocuments(DocumentModel Model, IReadOnlyList<string> Keys) : Inquiry;

    /// <summary>Answers a <see cref="Page{T}"/> of documents.</summary>
    public sealed record OfPage(DocumentModel Model, DocumentQuery Query) : Inquiry;
}
