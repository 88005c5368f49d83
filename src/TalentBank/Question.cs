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

    /// <param name="Inquiries">What to look up, all of it at once.</param>
    /// <param name="Then">What follows from what was found, in the same order.</param>
    public sealed record Asking(IReadOnlyList<Inquiry> Inquiries, Func<IReadOnlyList<object>, Question<T>> Then) : Question<T>;

    /// <summary>What was asked cannot be answered as asked.</summary>
    public sealed record Refused(Refusal Refusal) : Question<T>;

    /// <summary>How it ended: the answer, or why it cannot be answered as asked.</summary>
    /// <exception cref="InvalidOperationException">It still asks.</exception>
    public (T? Answer, Refusal? Refusal) Result() => this switch
    {
        Answered answered => (answered.Value, null),
        Refused refused => (default, refused.Refusal),
        _ => throw new InvalidOperationException("This question still asks."),
    };

    public Question<TNext> Then<TNext>(Func<T, Question<TNext>> next) => this switch
    {
        Answered answered => next(answered.Value),
        Asking asking => new Question<TNext>.Asking(asking.Inquiries, found => asking.Then(found).Then(next)),
        Refused refused => new Question<TNext>.Refused(refused.Refusal),
        _ => throw new InvalidOperationException("A question is answered, asking or refused."),
    };

    /// <summary>Both answers; what neither needs the other for is looked up at once.</summary>
    public Question<TNext> With<TOther, TNext>(Question<TOther> other, Func<T, TOther, TNext> select) => (this, other) switch
    {
        (Asking one, Question<TOther>.Asking two) => new Question<TNext>.Asking(
            [.. one.Inquiries, .. two.Inquiries],
            found => one.Then([.. found.Take(one.Inquiries.Count)]).With(two.Then([.. found.Skip(one.Inquiries.Count)]), select)),
        (Answered or Refused, _) => Then(value => other.Select(its => select(value, its))),
        _ => other.Then(its => Select(value => select(value, its))),
    };

    public Question<TNext> Select<TNext>(Func<T, TNext> select) => Then(value => Question.Answer(select(value)));
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

    /// <summary>All of the answers, see <see cref="Question{T}.With"/>.</summary>
    public static Question<T> All<T1, T2, T>(Question<T1> one, Question<T2> two, Func<T1, T2, T> select) => one.With(two, select);

    /// <inheritdoc cref="All{T1, T2, T}"/>
    public static Question<T> All<T1, T2, T3, T>(Question<T1> one, Question<T2> two, Question<T3> three, Func<T1, T2, T3, T> select) =>
        one.With(two, (first, second) => (first, second)).With(three, (pair, third) => select(pair.first, pair.second, third));

    /// <inheritdoc cref="All{T1, T2, T}"/>
    public static Question<T> All<T1, T2, T3, T4, T>(Question<T1> one, Question<T2> two, Question<T3> three, Question<T4> four, Func<T1, T2, T3, T4, T> select) =>
        one.With(two, (first, second) => (first, second)).With(three.With(four, (third, fourth) => (third, fourth)), (pair, other) => select(pair.first, pair.second, other.third, other.fourth));

    private static Question<T> Ask<T>(Inquiry inquiry) => new Question<T>.Asking([inquiry], found => Answer((T)found[0]));
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

    /// <summary>Answers a dictionary of documents by key; others that were looked up with them may be among it.</summary>
    public sealed record OfDocuments(DocumentModel Model, IReadOnlyList<string> Keys) : Inquiry;

    /// <summary>Answers a <see cref="long"/>: how many documents, of a part of them or of all.</summary>
    public sealed record OfDocumentCount(DocumentModel Model, IReadOnlyList<Condition> Where, Part? Of) : Inquiry;

    /// <summary>Answers a <see cref="Page{T}"/> of documents.</summary>
    public sealed record OfPage(DocumentModel Model, DocumentQuery Query) : Inquiry;
}
