namespace TalentBank.Placements;

/// <summary>A university as a school: its kind decides which rule book its placements go by.</summary>
public sealed record School(SchoolKind? Kind) : IState<School>
{
    public static School Unknown { get; } = new((SchoolKind?)null);

    public static IReadOnlyList<string> Nouns { get; } = ["school"];

    public static StreamOf<School> Stream(string universityId) => new($"school-{universityId}");

    /// <summary>Null while the kind is not recorded.</summary>
    public RuleBook? Book => Kind switch
    {
        null => null,
        SchoolKind.OrdinaryUniversity => RuleBook.Ordinary,
        _ => RuleBook.Vocational,
    };

    public School Evolve(Fact fact) => fact is SchoolKindRecorded it ? new School(it.Kind) : this;
}

/// <param name="UniversityId">Whose.</param>
/// <param name="Kind">What kind of school it is.</param>
/// <param name="Effective">From when on: placements planned before keep their book.</param>
[Stored("school_kind_recorded")]
public sealed record SchoolKindRecorded(string UniversityId, SchoolKind Kind, DateOnly Effective) : Fact;
