using System.Globalization;

namespace TalentBank.GraphQL.Http;

/// <summary>The two media types a response is served in, and the choice between them (GraphQL over HTTP, section "Body").</summary>
/// <remarks>
/// <c>application/json</c> answers 200 to every well-formed request, since its readers cannot tell a refusal of the
/// server from one of something between; <c>application/graphql-response+json</c> uses the whole range of status codes.
/// </remarks>
public sealed class ResponseMediaType
{
    /// <summary>The media type made for GraphQL: statuses tell the outcome.</summary>
    public static readonly ResponseMediaType GraphQLResponse = new("application/graphql-response+json");

    /// <summary>The media type that GraphQL was served in before it had its own.</summary>
    public static readonly ResponseMediaType Json = new("application/json");

    private ResponseMediaType(string name)
    {
        Name = name;
        ContentType = $"{name}; charset=utf-8";
    }

    /// <summary>Type and subtype, such as <c>application/json</c>.</summary>
    public string Name { get; }

    /// <summary>The value of the <c>Content-Type</c> header.</summary>
    public string ContentType { get; }

    /// <inheritdoc/>
    public override string ToString() => Name;

    /// <summary>
    /// The media type that an <c>Accept</c> header prefers (RFC 9110, section 12.5.1): the highest weight, then the one
    /// named first. A range that matches both, and a missing header, mean <see cref="Json"/>. Null: neither is acceptable.
    /// </summary>
    public static ResponseMediaType? Negotiate(string? accept)
    {
        if (string.IsNullOrWhiteSpace(accept) || accept is "*/*" or "application/json")
            return Json;
        var graphQL = Preference.None;
        var json = Preference.None;
        var position = 0;
        foreach (var part in accept.Split(','))
        {
            var range = MediaRange.Parse(part, position++);
            graphQL = Preference.MoreSpecific(graphQL, range.For(GraphQLResponse));
            json = Preference.MoreSpecific(json, range.For(Json));
        }
        if (graphQL.Quality <= 0 && json.Quality <= 0)
            return null;
        if (graphQL.Quality != json.Quality)
            return graphQL.Quality > json.Quality ? GraphQLResponse : Json;
        return graphQL.Position < json.Position ? GraphQLResponse : Json;
    }

    /// <summary>How much a header wants one media type, by the most specific range that names it.</summary>
    private sealed record Preference(int Specificity, double Quality, int Position)
    {
        public static readonly Preference None = new(-1, 0, int.MaxValue);

        public static Preference MoreSpecific(Preference one, Preference other) =>
            other.Specificity > one.Specificity ? other : one;
    }

    /// <summary>One element of an <c>Accept</c> header.</summary>
    private sealed record MediaRange(string Name, double Quality, int Position)
    {
        public static MediaRange Parse(string text, int position)
        {
            var parts = text.Split(';');
            var name = parts[0].Trim().ToLowerInvariant();
            var quality = 1.0;
            foreach (var parameter in parts.AsSpan(1))
            {
                var equals = parameter.IndexOf('=', StringComparison.Ordinal);
                if (equals < 0)
                    continue;
                var value = parameter[(equals + 1)..].Trim().Trim('"');
                switch (parameter[..equals].Trim().ToLowerInvariant())
                {
                    case "q" when double.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var q):
                        quality = q;
                        break;
                    case "charset" when !value.Equals("utf-8", StringComparison.OrdinalIgnoreCase):
                        name = "";
                        break;
                }
            }
            return new MediaRange(name, quality, position);
        }

        public Preference For(ResponseMediaType mediaType) => Name switch
        {
            "*/*" => new Preference(0, Quality, Position),
            "application/*" => new Preference(1, Quality, Position),
            _ when Name == mediaType.Name => new Preference(2, Quality, Position),
            _ => Preference.None,
        };
    }
}
