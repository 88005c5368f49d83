using TalentBank.GraphQL.Language;

namespace TalentBank.GraphQL.Types;

/// <summary>One difference between two versions of a schema.</summary>
/// <param name="Coordinate">What changed.</param>
/// <param name="Weight">What it does to clients that were written for the earlier version.</param>
/// <param name="What">In words that follow the coordinate: "was removed".</param>
public sealed record SchemaChange(SchemaCoordinate Coordinate, ChangeWeight Weight, string What)
{
    public override string ToString() => $"{Coordinate} {What}";
}
