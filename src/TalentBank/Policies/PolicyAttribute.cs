using TalentBank.Parties;

namespace TalentBank.Policies;

/// <summary>Something a condition can be about: always derived from recorded facts, never typed in by anybody.</summary>
/// <param name="Code">What conditions call it.</param>
/// <param name="Type">What kind of value it has.</param>
/// <param name="Description">What it says.</param>
/// <param name="DerivedFrom">How it follows from the facts.</param>
/// <param name="IsPrivate">An employer does not learn it; the person must check it themself.</param>
/// <param name="Of">Its value for a talent's standing; null where the bank does not know it.</param>
/// <param name="Codes">Whether a text is one of its codes; null where it has no codes.</param>
public sealed record PolicyAttribute(
    string Code, AttributeType Type, Text Description, Text DerivedFrom, bool IsPrivate, Func<Standing, IComparable?> Of, Func<string, Zone, bool>? Codes = null)
{
    /// <summary>Whether a condition may compare it with this text.</summary>
    public bool Allows(string value, Zone zone) => AttributeTypes.Read(Type, value) is not null && (Codes is null || Codes(value, zone));
}
