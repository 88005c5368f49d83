namespace TalentBank.EventStore.ReadModels;

/// <summary>What a table of a read model is there for. Two of them change roles by being renamed.</summary>
internal enum TableRole
{
    /// <summary>It is read, and the daemon moves it.</summary>
    Live,

    /// <summary>A rebuild fills it beside the live one.</summary>
    Next,

    /// <summary>The one that a rebuild has taken the place of.</summary>
    Old,
}
