using TalentBank.EventStore.ReadModels;
using TalentBank.Hiring;
using TalentBank.Ledger;

namespace TalentBank.Targets;

/// <summary>Turnover by one definition (formulas 1 to 3), and what it is made of.</summary>
/// <param name="Definition">Its stable id.</param>
/// <param name="Numerator">Leavers of the twelve months; null where suppressed.</param>
/// <param name="Denominator">Person-years, the average employed by the day (formula 1c); null where suppressed.</param>
/// <param name="TwoPointAverage">(start + end) ÷ 2 (formula 1a), to be read beside the denominator; null where suppressed.</param>
/// <param name="Position">The log position it includes.</param>
/// <param name="Leavers">The departures counted: they sum to minus the numerator.</param>
/// <param name="Staff">The entries whose days make the denominator.</param>
public sealed record TurnoverRate(
    string Definition, decimal? Numerator, decimal? Denominator, decimal? TwoPointAverage, long Position, LedgerQuery Leavers, LedgerQuery Staff)
{
    /// <summary>Below so many person-years there is no percentage, and others than those concerned see nothing (formula 23).</summary>
    public const int FewestPersonYears = 20;

    /// <summary>Leavers ÷ person-years, unrounded; null where these are too few.</summary>
    public double? Value => Denominator >= FewestPersonYears ? (double)(Numerator! / Denominator) : null;

    /// <summary>In place of a value where person-years are few.</summary>
    public PoissonInterval? Interval => Denominator is > 0 and < FewestPersonYears and { } years ? PoissonInterval.Of((int)Numerator!, years) : null;

    public bool Suppressed => Denominator is null;

    /// <summary>As others may see it: nothing, where it or what it leaves of the whole has few person-years.</summary>
    internal TurnoverRate SeenBeside(TurnoverRate whole) =>
        IsFew(Denominator) || IsFew(whole.Denominator - Denominator) ? this with { Numerator = null, Denominator = null, TwoPointAverage = null } : this;

    private static bool IsFew(decimal? personYears) => personYears is > 0 and < FewestPersonYears;
}

/// <summary>Whom a definition of turnover counts; the five of them stand side by side.</summary>
/// <param name="Id">Its stable id.</param>
/// <param name="KeyOnly">Only key positions.</param>
/// <param name="VoluntaryOnly">Only resignations among the leavers.</param>
/// <param name="Basket">Only these categories; null: all.</param>
internal sealed record TurnoverDefinition(string Id, bool KeyOnly, bool VoluntaryOnly, IReadOnlyList<string>? Basket)
{
    public static readonly TurnoverDefinition Crude = new("crude-turnover", false, false, null);
    public static readonly TurnoverDefinition CrudeKey = new("crude-key-turnover", true, false, null);
    public static readonly TurnoverDefinition Voluntary = new("voluntary-turnover", false, true, null);
    public static readonly TurnoverDefinition VoluntaryKey = new("voluntary-key-turnover", true, true, null);

    /// <summary>The categories that were key in 2025, whatever is key today.</summary>
    public static readonly TurnoverDefinition CrudeBasket = new("crude-basket-2025-turnover", false, false, ["OPERATIONS", "DESIGN"]);

    public static readonly IReadOnlyList<TurnoverDefinition> All = [Crude, CrudeKey, Voluntary, VoluntaryKey, CrudeBasket];

    private static readonly IReadOnlyList<string> Resignations = [Reasons.Resigned];

    /// <summary>Everybody who counts in turnover leaves for one of these.</summary>
    public static readonly IReadOnlyList<string> Departures = [Reasons.Resigned, Reasons.Left];

    /// <summary>The staff whom any definition counts: full-time, of one enterprise or of all.</summary>
    public static LedgerQuery Everybody(Standpoint standpoint, DateOnly asOf, string? enterpriseId) => (standpoint with { AsOf = asOf }).See(Units.People, asOf, Accounts.Employed) with
    {
        Where = new Dictionary<string, IReadOnlyList<string?>>(
            enterpriseId is null ? [] : [new("enterprise", [enterpriseId])]) { ["employment_kind"] = [Wording.Code(EmploymentKind.FullTime)] },
    };

    public bool Counts(string? category, string? key) => (!KeyOnly || key == "true") && (Basket is null || Basket.Contains(category));

    public bool CountsAsLeaver(string? reason) => !VoluntaryOnly || reason == Reasons.Resigned;

    /// <summary>Of everybody those whom this definition counts.</summary>
    public LedgerQuery StaffOf(LedgerQuery everybody)
    {
        var where = new Dictionary<string, IReadOnlyList<string?>>(everybody.Where);
        if (KeyOnly)
            where["key"] = ["true"];
        if (Basket is not null)
            where["category"] = Basket;
        return everybody with { Where = where };
    }

    public LedgerQuery LeaversOf(LedgerQuery everybody, DateOnly from) => StaffOf(everybody) with { From = from, Reasons = VoluntaryOnly ? Resignations : Departures };
}
