namespace TalentBank.GraphQL.Language;

/// <summary>A text to parse, and the name by which its errors call it (a file's, say).</summary>
public sealed record Source(string Text, string Name = "GraphQL request")
{
    public static implicit operator Source(string text) => new(text);

    public static Source FromString(string text) => new(text);
}
