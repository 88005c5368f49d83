using TalentBank.Policies;

namespace TalentBank.Placements;

/// <summary>Something that proves a rule met, as data: <c>proof-items.json</c>.</summary>
/// <param name="Code">What rules call it.</param>
/// <param name="Type">What kind of value it has.</param>
/// <param name="By">Whose word it takes.</param>
/// <param name="Text">What it says.</param>
/// <param name="Codes">Which values a code can have; null: any of its kind.</param>
public sealed record ProofItem(string Code, AttributeType Type, Prover By, Text Text, IReadOnlyList<string>? Codes)
{
    /// <summary>Where the work is done: which place's stricter rules apply.</summary>
    public const string SiteDivision = "SITE_DIVISION";

    public static readonly IReadOnlyList<ProofItem> All = Json.Resource<IReadOnlyList<ProofItem>>("Placements.proof-items.json");

    private static readonly Dictionary<string, ProofItem> ByCode = All.ToDictionary(item => item.Code);

    public static ProofItem? Find(string code) => ByCode.GetValueOrDefault(code);

    /// <summary>Whether it can have this value.</summary>
    public bool Allows(string value) => AttributeTypes.Read(Type, value) is { } read && read switch
    {
        decimal number => number is >= 0 and <= 1_000_000,
        string code when Code == SiteDivision => code.Length == 6 && code.All(char.IsAsciiDigit),
        string code => Codes!.Contains(code),
        _ => true,
    };
}

/// <summary>Whose word proves something.</summary>
public enum Prover
{
    University,
    Enterprise,
    Talent,
}
