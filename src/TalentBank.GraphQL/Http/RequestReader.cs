using System.Diagnostics.CodeAnalysis;
using System.Text;
using TalentBank.GraphQL.Execution;

namespace TalentBank.GraphQL.Http;

/// <summary>Reads the request parameters out of an HTTP request (GraphQL over HTTP, sections "Request", "GET" and "POST").</summary>
internal static class RequestReader
{
    public static bool TryRead(
        HttpQuestion question,
        [NotNullWhen(true)] out GraphQLRequest? request,
        [NotNullWhen(false)] out Refusal? refusal)
    {
        request = null;
        refusal = question.Method switch
        {
            "GET" => ReadQuery(question.QueryString, out request),
            "POST" => ReadBody(question, out request),
            _ => new Refusal(405, "METHOD_NOT_ALLOWED", "GraphQL is asked by GET or POST.", Allow: "GET, POST"),
        };
        return refusal is null;
    }

    /// <summary>The request that the parameters make, whatever transport carried them.</summary>
    public static bool TryReadParameters(
        IReadOnlyDictionary<string, object?> parameters,
        [NotNullWhen(true)] out GraphQLRequest? request,
        [NotNullWhen(false)] out Refusal? refusal)
    {
        refusal = ReadParameters(parameters, out request);
        return refusal is null;
    }

    private static Refusal? ReadQuery(string? queryString, out GraphQLRequest? request)
    {
        request = null;
        var parameters = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var (name, text) in FormDecoding.Decode(queryString))
        {
            if (name is "variables" or "extensions" && text.Length > 0)
            {
                if (!JsonReading.TryRead(Encoding.UTF8.GetBytes(text), out var value, out var reason))
                    return Refusal.BadRequest($"The parameter \"{name}\" is not JSON: {reason}.");
                parameters[name] = value;
            }
            else if (text.Length > 0 || name == "query")
            {
                parameters[name] = text;   // an empty operationName is none
            }
        }
        return ReadParameters(parameters, out request);
    }

    private static Refusal? ReadBody(HttpQuestion question, out GraphQLRequest? request)
    {
        request = null;
        // A few compressed bytes can stand for more than any limit on bytes allows.
        if (question.ContentEncoding is not (null or "" or "identity"))
            return new Refusal(415, "UNSUPPORTED_CONTENT_ENCODING", "A body is sent as it is, not compressed.");
        if (!IsJson(question.ContentType))
            return new Refusal(415, "UNSUPPORTED_MEDIA_TYPE", "The body of a POST must be application/json in UTF-8, and its Content-Type must say so.");
        if (!JsonReading.TryRead(question.Body, out var value, out var reason))
            return Refusal.BadRequest($"The body is not JSON: {reason}.");
        return value switch
        {
            IReadOnlyDictionary<string, object?> parameters => ReadParameters(parameters, out request),
            IReadOnlyList<object?> => new Refusal(400, "BATCHING_NOT_SUPPORTED", "A list of requests is not answered; send one request at a time."),
            _ => Refusal.BadRequest("The body must be a JSON object with a \"query\"."),
        };
    }

    private static Refusal? ReadParameters(IReadOnlyDictionary<string, object?> parameters, out GraphQLRequest? request)
    {
        request = null;
        if (parameters.GetValueOrDefault("documentId") is not (null or string))
            return Refusal.BadRequest("The parameter \"documentId\" must be a string.");
        if (parameters.GetValueOrDefault("operationName") is not (null or string))
            return Refusal.BadRequest("The parameter \"operationName\" must be a string.");
        if (parameters.GetValueOrDefault("variables") is not (null or IReadOnlyDictionary<string, object?>))
            return Refusal.BadRequest("The parameter \"variables\" must be a map.");
        if (parameters.GetValueOrDefault("extensions") is not (null or IReadOnlyDictionary<string, object?>))
            return Refusal.BadRequest("The parameter \"extensions\" must be a map.");
        var documentId = parameters.GetValueOrDefault("documentId") as string;
        var extensions = parameters.GetValueOrDefault("extensions") as IReadOnlyDictionary<string, object?>;
        var isNamed = TrustedDocuments.IsNamed(documentId, extensions);
        if (parameters.GetValueOrDefault("query") is not string query)
        {
            if (!isNamed || parameters.GetValueOrDefault("query") is not null)
                return Refusal.BadRequest("The parameter \"query\" is required and must be a string.");
            query = "";
        }
        request = new GraphQLRequest(
            query,
            parameters.GetValueOrDefault("operationName") as string,
            parameters.GetValueOrDefault("variables") as IReadOnlyDictionary<string, object?>,
            extensions)
        {
            DocumentId = documentId,
        };
        return null;
    }

    private static bool IsJson(string? contentType)
    {
        var parts = (contentType ?? "").Split(';');
        if (!parts[0].Trim().Equals("application/json", StringComparison.OrdinalIgnoreCase))
            return false;
        foreach (var parameter in parts.AsSpan(1))
        {
            var pair = parameter.Split('=', 2);
            if (pair[0].Trim().Equals("charset", StringComparison.OrdinalIgnoreCase)
                && !(pair.Length == 2 && pair[1].Trim().Trim('"').Equals("utf-8", StringComparison.OrdinalIgnoreCase)))
                return false;
        }
        return true;
    }
}
