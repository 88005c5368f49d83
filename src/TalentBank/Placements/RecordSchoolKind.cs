using TalentBank.Parties;

namespace TalentBank.Placements;

/// <summary>The chamber records what kind of school a university is (as its licence says).</summary>
public sealed record RecordSchoolKind(string UniversityId, SchoolKind Kind) : Command
{
    public override IEnumerable<string> Streams => [UniversityId, School.Stream(UniversityId).Name];

    public override Decision Decide(States states, Circumstances now) => this switch
    {
        _ when !states.Of(Organisation.Stream(UniversityId)).Is(OrganisationKind.University) => Refuse("not-found", "universityId", ("id", UniversityId)),
        _ when states.Of(School.Stream(UniversityId)).Kind == Kind => Accept(UniversityId),
        _ => Accept(UniversityId).With(School.Stream(UniversityId), new SchoolKindRecorded(UniversityId, Kind, now.Today)),
    };
}
