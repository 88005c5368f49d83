using System.Collections.Immutable;

namespace TalentBank.Parties;

/// <summary>
/// The numbers that a zone sets for itself, each from a day on. A rule that needs one names <see cref="Stream"/> among its
/// streams and asks for the value <see cref="On"/> its own day; what was never set has its <see cref="Default"/>.
/// </summary>
public sealed record ZoneSettings(ImmutableDictionary<Setting, ImmutableSortedDictionary<DateOnly, int>> Values) : IState<ZoneSettings>
{
    public static ZoneSettings Unknown { get; } = new(ImmutableDictionary<Setting, ImmutableSortedDictionary<DateOnly, int>>.Empty);

    public static IReadOnlyList<string> Nouns { get; } = ["zone-settings"];

    public static readonly StreamOf<ZoneSettings> Stream = new("zone-settings");

    public int On(Setting setting, DateOnly day) =>
        Of(setting).TakeWhile(value => value.Key <= day).Select(value => (int?)value.Value).LastOrDefault() ?? Default(setting);

    /// <summary>All values of a setting, by the day from which each holds.</summary>
    public ImmutableSortedDictionary<DateOnly, int> Of(Setting setting) => Values.GetValueOrDefault(setting, ImmutableSortedDictionary<DateOnly, int>.Empty);

    /// <summary>In the setting's own unit: days, or entries.</summary>
    public static int Default(Setting setting) => setting switch
    {
        Setting.VettingReviewDays => 365,
        Setting.LinkDays => 7,
        Setting.DormantAfterDays => 90,
        Setting.HoursLateAfterDays => 7,
        Setting.HoursBulkFrom => 10,
        Setting.CreditDisputeDays => 15,
        _ => throw new ArgumentOutOfRangeException(nameof(setting)),
    };

    public ZoneSettings Evolve(Fact fact) => fact is SettingChanged it
        ? new ZoneSettings(Values.SetItem(it.Setting, Of(it.Setting).SetItem(it.Effective, it.Value)))
        : this;
}

/// <summary>What a zone can set; the name says the unit.</summary>
public enum Setting
{
    /// <summary>From a vetting to its review.</summary>
    VettingReviewDays,

    /// <summary>How long a one-time link can be redeemed.</summary>
    LinkDays,

    /// <summary>After how many days without a deposit an account is dormant.</summary>
    DormantAfterDays,

    /// <summary>Hours of practice that are signed more days after they were worked are flagged as late.</summary>
    HoursLateAfterDays,

    /// <summary>So many entries of hours signed at one moment are flagged as signed in bulk.</summary>
    HoursBulkFrom,

    /// <summary>Within how many calendar days a dispute about credits is to be decided.</summary>
    CreditDisputeDays,
}

/// <param name="Setting">Which.</param>
/// <param name="Value">In its own unit.</param>
/// <param name="Effective">From when on.</param>
[Stored("setting_changed")]
public sealed record SettingChanged(Setting Setting, int Value, DateOnly Effective) : Fact;
