using TalentBank.EventStore.ReadModels;

namespace TalentBank.Ledger;

/// <summary>The bank's ledger: what every fact posts, by the chart of accounts of the metrics.</summary>
public static class BankLedger
{
    public static readonly LedgerModel Model = new("ledger", 4, Dimensions.Names, recorded => ((Fact)recorded.Body).Transfers())
    {
        // The gap by category; its changes by reason; turnover by its five definitions; the balances of envelopes.
        Totals = [["category"], ["reason"], ["category", "key", "employment_kind", "reason"], ["envelope"]],
        // A person's credits, an enterprise's staff, and what stands behind an envelope's balance.
        Lookups = ["talent", "enterprise", "envelope"],
    };
}

/// <summary>The units that are counted.</summary>
public static class Units
{
    public const string Openings = "OPENINGS";
    public const string People = "PEOPLE";
    public const string Credits = "CREDITS";
    public const string Places = "PLACES";
    public const string Seats = "SEATS";
    public const string Yuan = "YUAN";
}

/// <summary>The accounts, in one list for all units; <see cref="Outside"/> is where things enter and leave.</summary>
public static class Accounts
{
    public const string Outside = "outside";

    public const string Surveyed = "surveyed";
    public const string Unverified = "unverified";
    public const string Open = "open";
    public const string Held = "held";
    public const string Suspended = "suspended";
    public const string Filled = "filled";

    public const string Employed = "employed";

    public const string Offered = "offered";
    public const string Pending = "pending";
    public const string Earned = "earned";
    public const string Redeemed = "redeemed";
    public const string Expired = "expired";

    public const string Taken = "taken";
    public const string Completed = "completed";

    public const string Free = "free";
    public const string Booked = "booked";
    public const string Attended = "attended";
    public const string Missed = "missed";

    public const string Available = "available";
    public const string Reserved = "reserved";
    public const string Committed = "committed";

    /// <summary>Every account, of whatever unit.</summary>
    public static readonly IReadOnlyList<string> All =
    [
        Outside, Surveyed, Unverified, Open, Held, Suspended, Filled, Employed, Offered, Pending, Earned, Redeemed, Expired, Taken, Completed, Free, Booked, Attended, Missed, Available, Reserved, Committed,
    ];

    /// <summary>The accounts whose balance is the talent gap (formula 8).</summary>
    public static readonly IReadOnlyList<string> Gap = [Surveyed, Open, Held];
}

/// <summary>Why something moved: the columns of every decomposition.</summary>
public static class Reasons
{
    public const string Surveyed = "SURVEYED";
    public const string NewDemand = "NEW_DEMAND";
    public const string Cancelled = "CANCELLED";
    public const string Suspended = "SUSPENDED";
    public const string Resumed = "RESUMED";
    public const string Held = "HELD";
    public const string Returned = "RETURNED";
    public const string Hired = "HIRED";
    public const string HiredOutside = "HIRED_OUTSIDE";
    public const string StaffRecorded = "STAFF_RECORDED";
    public const string Reopened = "REOPENED";
    public const string Ended = "ENDED";
    public const string Reclassified = "RECLASSIFIED";
    public const string Resigned = "RESIGNED";
    public const string Left = "LEFT";

    public const string Deposited = "DEPOSITED";
    public const string Withdrawn = "WITHDRAWN";
    public const string GivenBack = "GIVEN_BACK";
    public const string Completed = "COMPLETED";
    public const string Earned = "EARNED";
    public const string TermOver = "TERM_OVER";
    public const string Redeemed = "REDEEMED";
    public const string Expired = "EXPIRED";
    public const string Transferred = "TRANSFERRED";
    public const string TransferReversed = "TRANSFER_REVERSED";

    public const string Granted = "GRANTED";
    public const string Reserved = "RESERVED";
    public const string Committed = "COMMITTED";
    public const string Released = "RELEASED";
    public const string Booked = "BOOKED";
    public const string Attended = "ATTENDED";
    public const string Missed = "MISSED";
}
