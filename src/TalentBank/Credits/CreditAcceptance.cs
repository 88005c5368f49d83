namespace TalentBank.Credits;

/// <summary>A university takes so many credits that stand with a university, itself or another, for one of its courses.</summary>
public sealed record CreditAcceptance(CreditsAccepted? Terms) : IState<CreditAcceptance>
{
    public static CreditAcceptance Unknown { get; } = new((CreditsAccepted?)null);

    public static IReadOnlyList<string> Nouns { get; } = ["credit-acceptance"];

    public static StreamOf<CreditAcceptance> Stream(string acceptanceId) => new(acceptanceId);

    public CreditAcceptance Evolve(Fact fact) => fact is CreditsAccepted it ? new CreditAcceptance(it) : this;
}

/// <param name="AcceptanceId">The acceptance.</param>
/// <param name="UniversityId">Who takes them.</param>
/// <param name="FromUniversityId">Credits that stand with which university.</param>
/// <param name="Course">For which of its courses.</param>
/// <param name="Credits">How many.</param>
/// <param name="ShelfMonths">For how many months after they were earned it takes them; null: as long as the issuer's rule keeps them.</param>
/// <param name="Effective">From when on.</param>
[Stored("credits_accepted")]
public sealed record CreditsAccepted(
    string AcceptanceId, string UniversityId, string FromUniversityId, string Course, decimal Credits, int? ShelfMonths, DateOnly Effective) : Fact;
