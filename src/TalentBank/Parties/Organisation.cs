namespace TalentBank.Parties;

/// <summary>A party of the bank: it deposits, schedules, decides or keeps the accounts.</summary>
public sealed record Organisation(OrganisationKind? Kind, string? Name, DateOnly JoinedOn) : IState<Organisation>
{
    public static Organisation Unknown { get; } = new(null, null, default);

    public static IReadOnlyList<string> Nouns { get; } = ["government", "university", "zone-operator", "enterprise", "chamber"];

    /// <summary>An organisation's id is its stream's name: its kind and its code.</summary>
    public static StreamOf<Organisation> Stream(string organisationId) => new(organisationId);

    /// <summary>The id of an organisation with a Unified Social Credit Code.</summary>
    public static string IdOf(OrganisationKind kind, Uscc uscc) => $"{NounOf(kind)}-{uscc.Code}";

    /// <summary>The id of a foreign organisation: ISO 3166 country and its number in that country's register.</summary>
    public static string IdOf(OrganisationKind kind, string country, string registerNumber) => $"{NounOf(kind)}-{country}-{registerNumber}";

    public bool Is(OrganisationKind kind) => Kind == kind;

    public Organisation Evolve(Fact fact) => fact is OrganisationRegistered registered
        ? new Organisation(registered.Kind, registered.Name, registered.Effective)
        : this;

    private static string NounOf(OrganisationKind kind) => kind is OrganisationKind.ZoneOperator ? "zone-operator" : kind.ToString().ToLowerInvariant();
}

/// <param name="OrganisationId">Its id.</param>
/// <param name="Kind">Which of the five parties.</param>
/// <param name="Name">As registered.</param>
/// <param name="Uscc">Null for a foreign organisation.</param>
/// <param name="Country">ISO 3166 alpha-2; null with a Unified Social Credit Code.</param>
/// <param name="RegisterNumber">In the country's register; null with a Unified Social Credit Code.</param>
/// <param name="Effective">When it joined.</param>
[Stored("organisation_registered")]
public sealed record OrganisationRegistered(
    string OrganisationId, OrganisationKind Kind, string Name, Uscc? Uscc, string? Country, string? RegisterNumber, DateOnly Effective) : Fact;
