using System.Globalization;
using System.Text.Json;
using TalentBank.EventStore.ReadModels;
using TalentBank.Ledger;

namespace TalentBank.Tests;

/// <summary>The product's read models in memory, by the plainest means: what the engine answers is measured against it too.</summary>
internal sealed class InMemoryReadModels
{
    private readonly Dictionary<DocumentModel, SortedDictionary<string, string>> _documents =
        Bank.ReadModels.OfType<DocumentModel>().ToDictionary(model => model, _ => new SortedDictionary<string, string>(StringComparer.Ordinal));

    private readonly List<Entry> _entries = [];
    private long _position;

    /// <summary>Both sides of every transfer.</summary>
    public IReadOnlyList<Entry> Entries => _entries;

    public void Fold(Recorded recorded)
    {
        _position = recorded.Position;
        foreach (var (model, documents) in _documents)
        {
            foreach (var key in model.KeysOf(recorded))
            {
                var after = model.Apply(key, Find(model, key), recorded);
                if (after is null)
                    documents.Remove(key);
                else
                    documents[key] = JsonSerializer.Serialize(after, model.DocumentType, Json.Options);
            }
        }

        var ordinal = 0;
        foreach (var transfer in BankLedger.Model.Post(recorded))
        {
            _entries.Add(Side(recorded, transfer, ordinal, arrives: false));
            _entries.Add(Side(recorded, transfer, ordinal, arrives: true));
            ordinal++;
        }
    }

    public T? Find<T>(DocumentModel<T> model, string key)
        where T : class => (T?)Find((DocumentModel)model, key);

    public IReadOnlyList<T> All<T>(DocumentModel<T> model)
        where T : class => [.. _documents[model].Keys.Select(key => (T)Find((DocumentModel)model, key)!)];

    public IReadOnlyList<object> All(DocumentModel model) => [.. _documents[model].Keys.Select(key => Find(model, key)!)];

    /// <summary>Answers a question, look-up by look-up.</summary>
    public T Answer<T>(Question<T> question)
    {
        while (true)
        {
            switch (question)
            {
                case Question<T>.Answered answered:
                    return answered.Value;
                case Question<T>.Asking asking:
                    question = asking.Then([.. asking.Inquiries.Select(LookUp)]);
                    break;
                case Question<T>.Refused refused:
                    throw new ShouldAssertException($"The question was refused: {refused.Refusal.Code}.");
            }
        }
    }

    /// <summary>With which code a question is refused.</summary>
    public string RefusalOf<T>(Question<T> question)
    {
        while (question is Question<T>.Asking asking)
            question = asking.Then([.. asking.Inquiries.Select(LookUp)]);
        return question.ShouldBeOfType<Question<T>.Refused>().Refusal.Code;
    }

    public IReadOnlyList<Entry> Matching(LedgerQuery query) =>
    [
        .. from entry in _entries
           where entry.Unit == query.Unit && query.Accounts.Contains(entry.Account)
           where (query.From is null || entry.Effective >= query.From) && (query.Until is null || entry.Effective <= query.Until)
           where (query.KnownAt is null || entry.RecordedAt <= query.KnownAt) && (query.KnownAfter is null || entry.RecordedAt > query.KnownAfter)
           where query.Reasons is null || query.Reasons.Contains(entry.Reason)
           where query.Where.All(dimension => dimension.Value.Contains(entry.Dimensions.GetValueOrDefault(dimension.Key)))
           select entry,
    ];

    private object LookUp(Inquiry inquiry) => inquiry switch
    {
        Inquiry.OfPosition => _position,
        Inquiry.OfBalances it => Sum(it.Balances),
        Inquiry.OfEntries it => EntriesOf(it.Page),
        Inquiry.OfEntryCount it => (long)Matching(it.Entries).Count,
        Inquiry.OfDocuments it => it.Keys.Distinct().Where(key => _documents[it.Model].ContainsKey(key)).ToDictionary(key => key, key => Find(it.Model, key)!),
        Inquiry.OfPage it => PageOf(it.Model, it.Query),
        _ => throw new InvalidOperationException($"Nobody answers {inquiry}."),
    };

    private List<Balance> Sum(Balances balances)
    {
        var groups = Matching(balances.Entries)
            .GroupBy(entry => balances.GroupBy.Select(name => GroupOf(entry, name)).ToList(), new ListComparer())
            .Select(group => new Balance(group.Key, group.Sum(entry => entry.Amount * Weight(entry, balances.Window)), group.Count()))
            .ToList();
        return groups.Count == 0 && balances.GroupBy.Count == 0 ? [new Balance([], 0, 0)] : groups;
    }

    private static string? GroupOf(Entry entry, string name) => name switch
    {
        "account" => entry.Account,
        "reason" => entry.Reason,
        "effective" => entry.Effective.ToString("O", CultureInfo.InvariantCulture),
        _ => entry.Dimensions.GetValueOrDefault(name),
    };

    /// <summary>The days of the window on which the entry stands, counted one by one.</summary>
    private static int Weight(Entry entry, DayWindow? window)
    {
        if (window is null)
            return 1;
        var days = 0;
        for (var day = window.From; day <= window.Until; day = day.AddDays(1))
            days += entry.Effective <= day ? 1 : 0;
        return days;
    }

    private Page<Entry> EntriesOf(EntriesPage page)
    {
        static (long Position, int Ordinal, bool Arrives) Place(Entry entry) => (entry.Position, entry.Ordinal, entry.Arrives);
        var all = Matching(page.Entries).OrderBy(Place).ToList();
        var rest = page.After is { } after ? all.Where(entry => Place(entry).CompareTo((after.Position, after.Ordinal, after.Arrives)) > 0).ToList() : all;
        return new Page<Entry>(
            [.. rest.Take(page.First).Select(entry => new PageItem<Entry>("", entry, new Cursor([], "")))],
            HasPrevious: rest.Count < all.Count,
            HasNext: rest.Count > page.First);
    }

    private Page<object> PageOf(DocumentModel model, DocumentQuery query)
    {
        query.OrderBy.ShouldBeEmpty("sorting is the engine's matter; here documents come by key");
        var all = _documents[model].Keys.Select(key => (Key: key, Document: Find(model, key)!))
            .Where(item => query.Where.All(condition => Holds(model, condition, item.Document)))
            .ToList();
        var first = query.First ?? all.Count;
        return new Page<object>([.. all.Take(first).Select(item => new PageItem<object>(item.Key, item.Document, new Cursor([], item.Key)))], false, all.Count > first);
    }

    /// <summary>Whether a document meets a condition.</summary>
    public static bool Holds(DocumentModel model, Condition condition, object document)
    {
        var value = model.Columns.Single(column => column.Name == condition.Column).ValueOf(document);
        return condition.Comparison switch
        {
            Comparison.In => condition.Values.Contains(value),
            Comparison.AtLeast => value is IComparable comparable && comparable.CompareTo(condition.Values[0]) >= 0,
            Comparison.AtMost => value is IComparable comparable && comparable.CompareTo(condition.Values[0]) <= 0,
            Comparison.Contains => value is string text && text.Contains((string)condition.Values[0]!, StringComparison.Ordinal),
            _ => throw new InvalidOperationException($"Nobody compares by {condition.Comparison}."),
        };
    }

    private object? Find(DocumentModel model, string key) =>
        _documents[model].TryGetValue(key, out var json) ? JsonSerializer.Deserialize(json, model.DocumentType, Json.Options) : null;

    private static Entry Side(Recorded recorded, Transfer transfer, int ordinal, bool arrives)
    {
        var (here, there) = arrives ? (transfer.To, transfer.From) : (transfer.From, transfer.To);
        return new Entry(
            recorded.Position, ordinal, arrives, recorded.Id, recorded.Stream, Bank.Facts.NameOf((Fact)recorded.Body), transfer.Unit, here.Account, there.Account,
            arrives ? transfer.Amount : -transfer.Amount, transfer.Reason, transfer.Effective, recorded.RecordedAt, recorded.Actor, here.Dimensions);
    }

    private sealed class ListComparer : IEqualityComparer<List<string?>>
    {
        public bool Equals(List<string?>? x, List<string?>? y) => x!.SequenceEqual(y!);

        public int GetHashCode(List<string?> obj) => obj.Aggregate(0, (hash, text) => HashCode.Combine(hash, text));
    }
}
