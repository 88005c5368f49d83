namespace TalentBank.EventStore.ReadModels;

/// <summary>A double-entry ledger: each event posts transfers, and figures are sums of them.</summary>
/// <param name="name">See <see cref="ReadModel"/>.</param>
/// <param name="version">See <see cref="ReadModel"/>.</param>
/// <param name="dimensions">The names of all dimensions, snake_case, each a column.</param>
/// <param name="post">The transfers of one event, a pure function of it.</param>
public sealed class LedgerModel(
    string name,
    int version,
    IReadOnlyList<string> dimensions,
    Func<Recorded, IEnumerable<Transfer>> post) : ReadModel(name, version)
{
    public IReadOnlyList<string> Dimensions { get; } = dimensions;

    /// <summary>The transfers of an event.</summary>
    /// <exception cref="ArgumentException">One of them is no amount, or has a dimension that the ledger has not.</exception>
    public IEnumerable<Transfer> Post(Recorded recorded)
    {
        foreach (var transfer in post(recorded))
        {
            if (transfer.Amount is <= 0 or >= 1e16m || transfer.Amount != decimal.Round(transfer.Amount, 2))
                throw new ArgumentException($"{transfer.Amount} is no amount to transfer: it must be above zero and have at most two decimals.", nameof(recorded));
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
