namespace TalentBank.GraphQL.Types;

/// <summary>Names by their characters, but digits by the number that they spell: <c>item2</c> before <c>item10</c>.</summary>
internal sealed class NaturalOrder : IComparer<string>
{
    public static readonly NaturalOrder Instance = new();

    public int Compare(string? x, string? y)
    {
        var left = x.AsSpan();
        var right = y.AsSpan();
        while (!left.IsEmpty && !right.IsEmpty)
        {
            int order;
            if (char.IsAsciiDigit(left[0]) && char.IsAsciiDigit(right[0]))
            {
                var leftDigits = Digits(ref left);
                var rightDigits = Digits(ref right);
                order = leftDigits.Length != rightDigits.Length ? leftDigits.Length - rightDigits.Length : leftDigits.SequenceCompareTo(rightDigits);
            }
            else
            {
                order = left[0] - right[0];
                left = left[1..];
                right = right[1..];
            }
            if (order != 0)
                return order;
        }
        return left.Length - right.Length;
    }

    private static ReadOnlySpan<char> Digits(ref ReadOnlySpan<char> text)
    {
        var length = text.IndexOfAnyExceptInRange('0', '9');
        var digits = length < 0 ? text : text[..length];
        text = text[digits.Length..];
        return digits.TrimStart('0');
    }
}
