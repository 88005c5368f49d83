namespace TalentBank.EventStore.ReadModels;

/// <summary>A double-entry ledger: each event posts transfers, and figures are sums of them.</summary>
/// <param name="name">See <see cref="ReadModel"/>.</param>
/// <param name="version">See <see cref="ReadModel"/>; raised also when totals or look-ups change.</param>
/// <param name="dimensions">The names of all dimensions, snake_case, each a column.</param>
/// <param name="post">The transfers of one event, a pure function of it.</param>
public sealed class LedgerModel(
    string name,
    int version,
    IReadOnlyList<string> dimensions,
    Func<Recorded, IEnumerable<Transfer>> post) : ReadModel(name, version)
{
    public IReadOnlyList<string> Dimensions { get; } = dimensions;

    /// <summary>
    /// What figures are asked by often: for each set of dimensions (or <c>reason</c>) the entries are added up beforehand,
    /// so that a figure that asks for no others takes as long however many entries there are. Each costs a little with
    /// every fact; few values per set is what makes it worth that.
    /// </summary>
    public IReadOnlyList<IReadOnlyList<string>> Totals { get; init; } = [];

    /// <summary>Dimensions whose values are many with few entries each, so that these are soon found and added up: indexed.</summary>
    public IReadOnlyList<string> Lookups { get; init; } = [];

    /// <summary>The transfers of an event.</summary>
    /// <exception cref="ArgumentException">One of them is no amount, takes effect on no day, or has a dimension that the ledger has not.</exception>
    public IEnumerable<Transfer> Post(Recorded recorded)
    {
        foreach (var transfer in post(recorded))
        {
            if (transfer.Amount is <= 0 or >= 1e16m || transfer.Amount != decimal.Round(transfer.Amount, 2))
                throw new ArgumentException($"{transfer.Amount} is no amount to transfer: it must be above zero and have at most two decimals.", nameof(recorded));
            // PostgreSQL takes these two for infinity, from which no days can be counted.
            if (transfer.Effective == DateOnly.MinValue || transfer.Effective == DateOnly.MaxValue)
                throw new ArgumentException($"Nothing takes effect on {transfer.Effective:O}.", nameof(recorded));
            if (transfer.From.Dimensions.Keys.Concat(transfer.To.Dimensions.Keys).Except(Dimensions).FirstOrDefault() is { } unknown)
                throw new ArgumentException($"{Name} has no dimension '{unknown}'.", nameof(recorded));
            yield return transfer;
        }
    }
}

/// <summary>
/// An amount that leaves one account and arrives at another on an effective date, for a reason. What enters or leaves
/// the bank comes from or goes to the account <c>outside</c>, the only one that may be below zero.
/// </summary>
/// <param name="Unit">What is counted: openings, people, credits, yuan ...</param>
/// <param name="From">The account it leaves.</param>
/// <param name="To">The account it arrives at.</param>
/// <param name="Amount">More than zero, at most two decimals.</param>
/// <param name="Reason">Why, in SCREAMING_SNAKE.</param>
/// <param name="Effective">From which calendar day of the zone on.</param>
public sealed record Transfer(string Unit, Side From, Side To, decimal Amount, string Reason, DateOnly Effective);

/// <summary>An account with the dimensions that a transfer carries on this side of it.</summary>
public sealed record Side(string Account, IReadOnlyDictionary<string, string> Dimensions);
