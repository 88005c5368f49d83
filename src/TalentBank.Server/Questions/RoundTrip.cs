using TalentBank.EventStore.ReadModels;
using TalentBank.Ledger;

namespace TalentBank.Server.Questions;

/// <summary>
/// Inquiries that are due at the same moment, as look-ups for one round trip: documents of one model are one statement, and
/// so are the pages that a list of parents has each of its own.
/// </summary>
internal sealed class RoundTrip
{
    private readonly List<Lookup> _lookups = [];
    private readonly Func<long, object>[] _answers;

    public RoundTrip(IReadOnlyList<Inquiry> inquiries)
    {
        _answers = new Func<long, object>[inquiries.Count];
        if (inquiries.Count == 1)
            Add([(0, inquiries[0])]);
        else
            foreach (var together in inquiries.Select((inquiry, at) => (At: at, Inquiry: inquiry)).GroupBy(item => KindOf(item.Inquiry)))
                Add([.. together]);
    }

    public IReadOnlyList<Lookup> Lookups => _lookups;

    /// <summary>What was found, in the order of the inquiries, once the look-ups were sent to a snapshot of this position.</summary>
    public IReadOnlyList<object> Answers(long position) => Array.ConvertAll(_answers, answer => answer(position));

    /// <summary>Inquiries of equal kind share a look-up.</summary>
    private static object KindOf(Inquiry inquiry) => inquiry switch
    {
        Inquiry.OfDocuments it => it.Model,
        Inquiry.OfPage { Query.Of: { } part } it => (it.Model, it.Query with { Of = null }, part.Column),
        Inquiry.OfDocumentCount { Of: { } part } it => (it.Model, it.Where, part.Column),
        _ => inquiry,
    };

    private void Add(IReadOnlyList<(int At, Inquiry Inquiry)> together)
    {
        switch (together[0].Inquiry)
        {
            case Inquiry.OfPosition:
                Answer(together, (_, position) => position);
                break;
            case Inquiry.OfReadModels:
                Answer(together, Send(new StatusLookup()));
                break;
            case Inquiry.OfBalances it:
                Answer(together, Send(new BalancesLookup(BankLedger.Model, it.Balances)));
                break;
            case Inquiry.OfEntries it:
                Answer(together, Send(new EntriesLookup(BankLedger.Model, it.Page)));
                break;
            case Inquiry.OfEntryCount it:
                var sum = Send(new BalancesLookup(BankLedger.Model, new Balances(it.Entries, [])));
                Answer(together, (_, _) => sum.Found[0].Entries);
                break;
            case Inquiry.OfDocuments it:
                Answer(together, Send(new DocumentsLookup(it.Model, [.. together.SelectMany(item => ((Inquiry.OfDocuments)item.Inquiry).Keys).Distinct()])));
                break;
            case Inquiry.OfPage it:
                var pagesOf = Parts(together, inquiry => ((Inquiry.OfPage)inquiry).Query.Of);
                var pages = Send(new PagesLookup(it.Model, it.Query, pagesOf));
                Answer(together, (nth, _) => pages.Found[pagesOf is null ? 0 : nth]);
                break;
            case Inquiry.OfDocumentCount it:
                var countsOf = Parts(together, inquiry => ((Inquiry.OfDocumentCount)inquiry).Of);
                var counts = Send(new CountsLookup(it.Model, it.Where, countsOf));
                Answer(together, (nth, _) => counts.Found[countsOf is null ? 0 : nth]);
                break;
            case var other:
                throw new InvalidOperationException($"{other.GetType().Name} is not looked up here.");
        }
    }

    private static IReadOnlyList<Part>? Parts(IReadOnlyList<(int At, Inquiry Inquiry)> together, Func<Inquiry, Part?> of) =>
        of(together[0].Inquiry) is null ? null : [.. together.Select(item => of(item.Inquiry)!)];

    private TLookup Send<TLookup>(TLookup lookup)
        where TLookup : Lookup
    {
        _lookups.Add(lookup);
        return lookup;
    }

    private void Answer<T>(IReadOnlyList<(int At, Inquiry Inquiry)> together, Lookup<T> lookup)
        where T : notnull => Answer(together, (_, _) => lookup.Found);

    private void Answer(IReadOnlyList<(int At, Inquiry Inquiry)> together, Func<int, long, object> answer)
    {
        for (var i = 0; i < together.Count; i++)
        {
            var nth = i;
            _answers[together[i].At] = position => answer(nth, position);
        }
    }
}
