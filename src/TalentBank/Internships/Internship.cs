using System.Collections.Immutable;
using TalentBank.EventStore.ReadModels;
using TalentBank.Ledger;

namespace TalentBank.Internships;

/// <summary>An internship (实习) that an enterprise deposited: so many places for a time, and who holds them.</summary>
/// <param name="Terms">What was deposited; null where the stream does not exist.</param>
/// <param name="PlacesLeft">Places nobody holds.</param>
/// <param name="Holders">Who holds or held a place, by talent.</param>
public sealed record Internship(InternshipDeposited? Terms, DatedBalance PlacesLeft, ImmutableDictionary<string, PlaceHolder> Holders) : IState<Internship>
{
    public static Internship Unknown { get; } = new(null, DatedBalance.Zero, ImmutableDictionary<string, PlaceHolder>.Empty);

    public static IReadOnlyList<string> Nouns { get; } = ["internship"];

    public static StreamOf<Internship> Stream(string internshipId) => new(internshipId);

    public bool IsHeldBy(string talentId) => Holders.TryGetValue(talentId, out var holder) && holder.GivenBackOn is null;

    public Internship Evolve(Fact fact) => fact switch
    {
        InternshipDeposited it => this with { Terms = it, PlacesLeft = PlacesLeft.Add(it.Effective, it.Places) },
        PlaceWithdrawn it => this with
        {
            PlacesLeft = PlacesLeft.Add(it.Effective, -1),
            Holders = Holders.SetItem(it.Place.TalentId, new PlaceHolder(it.Place, it.Effective, null, null)),
        },
        PlaceGivenBack it => this with
        {
            PlacesLeft = PlacesLeft.Add(it.Effective, 1),
            Holders = Holders.SetItem(it.Place.TalentId, Holders[it.Place.TalentId] with { GivenBackOn = it.Effective }),
        },
        PlaceCompleted it => this with { Holders = Holders.SetItem(it.Place.TalentId, Holders[it.Place.TalentId] with { CompletedOn = it.Effective }) },
        _ => this,
    };
}

/// <summary>A talent with a place, since a day; given back or completed on another, or neither.</summary>
public sealed record PlaceHolder(Place Place, DateOnly Since, DateOnly? GivenBackOn, DateOnly? CompletedOn);

/// <summary>One place, held by one talent.</summary>
/// <param name="InternshipId">Of which internship.</param>
/// <param name="EnterpriseId">Who deposited it.</param>
/// <param name="Category">The zone's code.</param>
/// <param name="TalentId">Who holds it.</param>
/// <param name="UniversityId">Where the talent studied when they withdrew it, if known.</param>
public sealed record Place(string InternshipId, string EnterpriseId, string Category, string TalentId, string? UniversityId)
{
    /// <summary>A talent holds one place of an internship at most.</summary>
    public string Key => KeyOf(InternshipId, TalentId);

    /// <summary>The dimensions in which it stands as open.</summary>
    public Dimensions Open => new() { Category = Category, Enterprise = EnterpriseId, Internship = InternshipId };

    /// <summary>The dimensions in which it stands as taken.</summary>
    public Dimensions Taken => Open with { Talent = TalentId, University = UniversityId };

    public static string KeyOf(string internshipId, string talentId) => $"{internshipId}.{talentId}";
}

/// <param name="InternshipId">The internship.</param>
/// <param name="EnterpriseId">Whose.</param>
/// <param name="Category">The zone's code.</param>
/// <param name="Title">What the enterprise calls it.</param>
/// <param name="Places">How many students it takes.</param>
/// <param name="StartsOn">Its first day.</param>
/// <param name="EndsOn">Its last day.</param>
/// <param name="Effective">From when on its places can be withdrawn.</param>
[Stored("internship_deposited")]
public sealed record InternshipDeposited(
    string InternshipId, string EnterpriseId, string Category, string Title, int Places, DateOnly StartsOn, DateOnly EndsOn, DateOnly Effective) : Fact
{
    public override IEnumerable<Transfer> Transfers() =>
    [
        new Dimensions { Category = Category, Enterprise = EnterpriseId, Internship = InternshipId }
            .Move(Units.Places, Accounts.Outside, Accounts.Open, Places, Reasons.Deposited, Effective),
    ];
}

/// <summary>A talent took a place.</summary>
[Stored("place_withdrawn")]
public sealed record PlaceWithdrawn(Place Place, DateOnly Effective) : Fact
{
    public override IEnumerable<Transfer> Transfers() =>
        [new Transfer(Units.Places, Place.Open.In(Accounts.Open), Place.Taken.In(Accounts.Taken), 1, Reasons.Withdrawn, Effective)];
}

/// <summary>A talent gave their place back: it is open again.</summary>
[Stored("place_given_back")]
public sealed record PlaceGivenBack(Place Place, DateOnly Effective) : Fact
{
    public override IEnumerable<Transfer> Transfers() =>
        [new Transfer(Units.Places, Place.Taken.In(Accounts.Taken), Place.Open.In(Accounts.Open), 1, Reasons.GivenBack, Effective)];
}

/// <summary>A talent did the internship to its end.</summary>
[Stored("place_completed")]
public sealed record PlaceCompleted(Place Place, DateOnly Effective) : Fact
{
    public override IEnumerable<Transfer> Transfers() => [Place.Taken.Move(Units.Places, Accounts.Taken, Accounts.Completed, 1, Reasons.Completed, Effective)];
}
