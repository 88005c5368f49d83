namespace TalentBank.GraphQL.Execution;

/// <summary>Where a value being completed stands, before anybody needs its path: most values never do.</summary>
internal readonly record struct Place(ResponsePath? Parent, string? Key, int Index)
{
    public static Place Field(ResponsePath? parent, string key) => new(parent, key, 0);

    public static Place Item(ResponsePath list, int index) => new(list, null, index);

    public ResponsePath Path => Key is { } key ? new ResponsePath(Parent, key) : new ResponsePath(Parent, Index);
}
