using System.Globalization;

namespace TalentBank.GraphQL.Limiting;

/// <summary>The errors of requests that ask too much: which limit (<c>extensions.code</c>), and how much it allows.</summary>
internal static class LimitError
{
    public static GraphQLError Page(string message, int most) => Of("LIMIT_PAGE_SIZE", message, most);

    public static GraphQLError Cost(double cost, double most, bool tell) => Of(
        "LIMIT_COST",
        tell ? string.Create(CultureInfo.InvariantCulture, $"The operation costs {cost}; at most {most} is allowed.") : "The operation costs too much: ask for smaller pages or fewer fields.",
        tell ? most : null);

    public static GraphQLError Time(TimeSpan most) => Of("LIMIT_TIME", $"The request took longer than {most.TotalSeconds} s.", most.TotalSeconds);

    public static GraphQLError Of(string code, string message, double? most)
    {
        var extensions = new Dictionary<string, object?>(StringComparer.Ordinal) { ["code"] = code };
        if (most is not null)
            extensions["limit"] = most;
        return new GraphQLError(message) { Extensions = extensions };
    }
}
