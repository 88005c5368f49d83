using TalentBank.EventStore.ReadModels;

namespace TalentBank.Parties;

/// <summary>A setting with all its values.</summary>
public sealed record SettingValues(Setting Setting, IReadOnlyList<SettingValue> Values)
{
    /// <summary>What holds today; the default where nothing was set.</summary>
    public int ValueOn(DateOnly day) => Values.Where(value => value.From <= day).MaxBy(value => value.From)?.Value ?? ZoneSettings.Default(Setting);
}

/// <summary>A value, from a day on.</summary>
public sealed record SettingValue(int Value, DateOnly From);

/// <summary>Read model: a document per setting that was ever set.</summary>
public static class SettingValuesBySetting
{
    public static readonly DocumentModel<SettingValues> Model = new(
        "zone_settings",
        1,
        keys: recorded => recorded.Body is SettingChanged it ? [Wording.Code(it.Setting)] : [],
        fold: (_, values, recorded) => recorded.Body is SettingChanged it
            ? new SettingValues(it.Setting, [.. (values?.Values ?? []).Where(value => value.From != it.Effective), new SettingValue(it.Value, it.Effective)])
            : values,
        new Column<SettingValues>("setting", ColumnType.Text, values => Wording.Code(values.Setting)));

    public static Question<SettingValues> Of(Setting setting) =>
        Question.Document(Model, Wording.Code(setting)).Select(values => values ?? new SettingValues(setting, []));

    /// <summary>All settings, in the order in which they are declared.</summary>
    public static Question<IReadOnlyList<SettingValues>> All() => Enum.GetValues<Setting>()
        .Select(Of)
        .Aggregate(Question.Answer<IReadOnlyList<SettingValues>>([]), (all, one) => all.With(one, (before, next) => (IReadOnlyList<SettingValues>)[.. before, next]));
}
