namespace TalentBank.GraphQL.Language;

/// <summary>
/// Where a token or node stands: UTF-16 offsets [Start, End) in its source; line and column of its start, both from 1.
/// </summary>
public readonly record struct Location(Source Source, int Start, int End, int Line, int Column);
