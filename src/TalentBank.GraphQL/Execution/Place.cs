using System.Runtime.InteropServices;

namespace TalentBank.GraphQL.Execution;

/// <summary>Where a value being completed stands, before anybody needs its path: most values never do.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Place(ResponsePath? Parent, string? Key, int Index)
{
    public static readonly Place Root = new(null, null, -1);

    public static Place Field(ResponsePath? parent, string key) => new(parent, key, 0);

    public static Place Item(ResponsePath? list, int index) => new(list, null, index);

    /// <summary>Null for the root.</summary>
    public ResponsePath? Path => this switch
    {
        { Key: { } key } => new ResponsePath(Parent, key),
        { Index: >= 0 } => new ResponsePath(Parent, Index),
        _ => null,
    };
}
