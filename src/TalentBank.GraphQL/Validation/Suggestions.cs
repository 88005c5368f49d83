namespace TalentBank.GraphQL.Validation;

/// <summary>Finds the names that somebody may have meant.</summary>
internal static class Suggestions
{
    private const int Most = 5;

    /// <summary>The known names within two fifths of the given one's length, nearest first.</summary>
    public static IReadOnlyList<string> Near(string name, IEnumerable<string> known)
    {
        var limit = (int)(name.Length * 0.4) + 1;
        return [.. known
            .Select(candidate => (Name: candidate, Distance: Distance(name, candidate, limit)))
            .Where(candidate => candidate.Distance <= limit)
            .OrderBy(candidate => candidate.Distance)
            .ThenBy(candidate => candidate.Name, StringComparer.Ordinal)
            .Select(candidate => candidate.Name)
            .Take(Most)];
    }

    /// <summary> Did you mean the <paramref name="kind"/> "a", "b" or "c"? Begins with a space; empty without names.</summary>
    public static string DidYouMean(IReadOnlyList<string> names, string? kind = null)
    {
        if (names.Count == 0)
            return "";
        var quoted = names.Take(Most).Select(name => $"\"{name}\"").ToArray();
        var list = quoted.Length == 1 ? quoted[0] : $"{string.Join(", ", quoted[..^1])} or {quoted[^1]}";
        return kind is null ? $" Did you mean {list}?" : $" Did you mean {kind} {list}?";
    }

    /// <summary>
    /// How many letters must be added, dropped, changed or swapped with their neighbour; another case counts 1 in all.
    /// More than <paramref name="limit"/> is told as <see cref="int.MaxValue"/>.
    /// </summary>
    private static int Distance(string one, string other, int limit)
    {
        if (one == other)
            return 0;
        if (Math.Abs(one.Length - other.Length) > limit)
            return int.MaxValue;
        one = one.ToUpperInvariant();
        other = other.ToUpperInvariant();
        if (one == other)
            return 1;
        var beforeLast = new int[other.Length + 1];
        var last = new int[other.Length + 1];
        var row = new int[other.Length + 1];
        for (var j = 0; j <= other.Length; j++)
            last[j] = j;
        for (var i = 1; i <= one.Length; i++)
        {
            row[0] = i;
            var nearest = row[0];
            for (var j = 1; j <= other.Length; j++)
            {
                var cost = one[i - 1] == other[j - 1] ? 0 : 1;
                row[j] = Math.Min(Math.Min(last[j] + 1, row[j - 1] + 1), last[j - 1] + cost);
                if (i > 1 && j > 1 && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1])
                    row[j] = Math.Min(row[j], beforeLast[j - 2] + 1);
                nearest = Math.Min(nearest, row[j]);
            }
            if (nearest > limit)
                return int.MaxValue;
            (beforeLast, last, row) = (last, row, beforeLast);
        }
        return last[other.Length] <= limit ? last[other.Length] : int.MaxValue;
    }
}
