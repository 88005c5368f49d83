namespace TalentBank.EventStore.ReadModels;

/// <summary>Which entries of one zone's ledger a figure is made of. An entry is one side of a transfer: + on arrival, − on leaving.</summary>
/// <param name="Unit">The unit counted.</param>
/// <param name="Accounts">The accounts whose entries count; at least one.</param>
public sealed record LedgerQuery(string Unit, IReadOnlyList<string> Accounts)
{
    /// <summary>Entries effective on this day or later; null: from the beginning.</summary>
    public DateOnly? From { get; init; }

    /// <summary>Entries effective on this day or earlier; null: all.</summary>
    public DateOnly? Until { get; init; }

    /// <summary>Entries recorded at this instant or earlier; null: all.</summary>
    public DateTimeOffset? KnownAt { get; init; }

    /// <summary>Entries recorded after this instant; null: all.</summary>
    public DateTimeOffset? KnownAfter { get; init; }

    /// <summary>Entries whose reason is one of these; null: all.</summary>
    public IReadOnlyList<string>? Reasons { get; init; }

    /// <summary>Dimension to allowed values (all dimensions must match); a value of null stands for "has none".</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string?>> Where { get; init; } = new Dictionary<string, IReadOnlyList<string?>>();
}

/// <summary>Sums of entries by group.</summary>
/// <param name="Entries">Which entries.</param>
/// <param name="GroupBy">Any of <c>account</c>, <c>reason</c>, <c>effective</c> (text yyyy-MM-dd) and the dimensions; none: one row for all (zero where there is no entry).</param>
/// <param name="Window">Null: the plain sum of amounts. Given: the sum of each amount × the days it stands within the window, both days included
/// (an entry from before the window counts for all its days), which is the figure's day-weighted total: person-days, opening-days.</param>
public sealed record Balances(LedgerQuery Entries, IReadOnlyList<string> GroupBy, DayWindow? Window = null);

/// <summary>Calendar days, both included.</summary>
public sealed record DayWindow(DateOnly From, DateOnly Until);

/// <summary>One group: the values of GroupBy in its order (null: has none), the sum, and how many entries made it.</summary>
public sealed record Balance(IReadOnlyList<string?> Group, decimal Amount, long Entries);

/// <summary>A page of the entries behind a figure, ascending by position and ordinal, the leaving side before the arriving one.</summary>
public sealed record EntriesPage(LedgerQuery Entries, int First, EntryCursor? After = null);

public sealed record EntryCursor(long Position, int Ordinal, bool Arrives);

/// <summary>One side of a transfer, as it stands in the ledger.</summary>
/// <param name="Position">The fact's position in the log.</param>
/// <param name="Ordinal">Which of the fact's transfers, from 0.</param>
/// <param name="Arrives">True: the arriving side (+), false: the leaving side (−).</param>
/// <param name="EventId">The fact.</param>
/// <param name="Stream">The fact's stream.</param>
/// <param name="Type">The fact's stored name.</param>
/// <param name="Unit">The unit.</param>
/// <param name="Account">The account of this side.</param>
/// <param name="Counter">The account of the other side.</param>
/// <param name="Amount">Signed: above zero on arrival, below on leaving.</param>
/// <param name="Reason">Why.</param>
/// <param name="Effective">From which day on.</param>
/// <param name="RecordedAt">When it was recorded.</param>
/// <param name="Actor">Who sent the command.</param>
/// <param name="Dimensions">Of this side.</param>
public sealed record Entry(
    long Position,
    int Ordinal,
    bool Arrives,
    Guid EventId,
    string Stream,
    string Type,
    string Unit,
    string Account,
    string Counter,
    decimal Amount,
    string Reason,
    DateOnly Effective,
    DateTimeOffset RecordedAt,
    string Actor,
    IReadOnlyDictionary<string, string> Dimensions)
{
    /// <summary>Its place in a page.</summary>
    public EntryCursor Cursor => new(Position, Ordinal, Arrives);
}
