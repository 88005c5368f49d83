namespace TalentBank;

/// <summary>A published text in both languages.</summary>
public sealed record Text(string Zh, string En);
