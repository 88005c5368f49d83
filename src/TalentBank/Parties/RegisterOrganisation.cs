using System.Text.RegularExpressions;

namespace TalentBank.Parties;

/// <summary>The chamber takes an organisation into the directory, by Unified Social Credit Code or, from abroad, by country and register number.</summary>
public sealed partial record RegisterOrganisation(
    OrganisationKind Kind, string Name, Uscc? Uscc, string? Country, string? RegisterNumber, DateOnly? JoinedOn) : Command
{
    public override IEnumerable<string> Streams => Id is { } id ? [id] : [];

    private string? Id => (Uscc, Country, RegisterNumber) switch
    {
        ({ } uscc, null, null) => Organisation.IdOf(Kind, uscc),
        (null, { } country, { } number) => Organisation.IdOf(Kind, country, number),
        _ => null,
    };

    public override Decision Decide(States states, Circumstances now)
    {
        if (Id is not { } id)
            return Refuse("uscc-or-register-number", "uscc");
        if (Uscc is null && !CountryCode().IsMatch(Country!))
            return Refuse("country-unknown", "country", ("country", Country));
        if (Uscc is null && (Country == "CN" || !RegisterEntry().IsMatch(RegisterNumber!)))
            return Refuse("register-number-malformed", "registerNumber", ("registerNumber", RegisterNumber));
        if (!Wording.IsLine(Name, 2, 100))
            return Refuse("name-out-of-range", "name", ("least", 2), ("most", 100));

        var joined = JoinedOn ?? now.Today;
        if (!Dates.Plausible(joined, now.Today))
            return Refuse("date-out-of-range", "joinedOn", ("date", joined));

        return states.Of(Organisation.Stream(id)) switch
        {
            { Kind: null } => Accept(id).With(Organisation.Stream(id), new OrganisationRegistered(id, Kind, Name, Uscc, Country, RegisterNumber, joined)),
            { } known when known.Name == Name && (JoinedOn ?? known.JoinedOn) == known.JoinedOn => Accept(id),
            _ => Refuse("organisation-already-registered", Uscc is null ? "registerNumber" : "uscc", ("organisation", id)),
        };
    }

    [GeneratedRegex(@"^[A-Z]{2}\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex CountryCode();

    [GeneratedRegex(@"^[A-Z0-9][A-Z0-9./-]{1,31}\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex RegisterEntry();
}
