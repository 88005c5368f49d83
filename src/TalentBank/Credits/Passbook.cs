using TalentBank.EventStore.ReadModels;
using TalentBank.Ledger;

namespace TalentBank.Credits;

/// <summary>A student's passbook (存折): every entry of their credit account between two days, with the fact behind it and the balances after it.</summary>
/// <param name="TalentId">Whose.</param>
/// <param name="From">The first day; null: from the beginning.</param>
/// <param name="AsOf">The last.</param>
/// <param name="KnownAt">As far as known at this instant; null: all that is known.</param>
/// <param name="Opening">The balances before the first day.</param>
/// <param name="Lines">In the order in which they take effect, those of one day as they were recorded.</param>
public sealed record Passbook(string TalentId, DateOnly? From, DateOnly AsOf, DateTimeOffset? KnownAt, PassbookBalance Opening, IReadOnlyList<PassbookLine> Lines)
{
    private const int Most = 1000;

    public PassbookBalance Closing => Lines.Count == 0 ? Opening : Lines[^1].Balance;

    /// <summary>Costs by the student's own entries, however long the log; more than 1,000 lines are asked for in parts.</summary>
    public static Question<Passbook> Ask(CreditAccount account, DateOnly? from) => Question.All(
        Question.Sum(new Balances(account.PassbookEntries with { Until = from?.AddDays(-1) ?? DateOnly.MinValue }, ["account"])),
        Question.Entries(new EntriesPage(account.PassbookEntries with { From = from }, Most)),
        (before, page) => (before, page)).Then(found => found.page.HasNext
            ? Question.Refuse<Passbook>("passbook-too-long", "from", ("most", Most))
            : Question.Answer(Of(account, from, found.before, found.page)));

    private static Passbook Of(CreditAccount account, DateOnly? from, IReadOnlyList<Balance> before, Page<Entry> page)
    {
        var opening = before.Aggregate(PassbookBalance.Zero, (balance, row) => balance.Add(row.Group[0]!, row.Amount));
        var (balance, lines) = (opening, new List<PassbookLine>());
        foreach (var entry in page.Items.Select(item => item.Document).OrderBy(entry => entry.Effective).ThenBy(entry => entry.Position).ThenBy(entry => entry.Ordinal).ThenBy(entry => entry.Arrives))
        {
            balance = balance.Add(entry.Account, entry.Amount);
            lines.Add(new PassbookLine(entry, balance));
        }

        return new Passbook(account.TalentId, from, account.AsOf, account.KnownAt, opening, lines);
    }
}

/// <summary>One line: the entry, which names the fact behind it, and the balances after it.</summary>
public sealed record PassbookLine(Entry Because, PassbookBalance Balance);

/// <param name="Earned">Attested and confirmed, and not used.</param>
/// <param name="Pending">Withdrawn; something is missing.</param>
public sealed record PassbookBalance(decimal Earned, decimal Pending)
{
    public static readonly PassbookBalance Zero = new(0, 0);

    public PassbookBalance Add(string account, decimal amount) =>
        account == Accounts.Earned ? this with { Earned = Earned + amount } : this with { Pending = Pending + amount };
}
