using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using TalentBank.GraphQL.Execution;
using TalentBank.GraphQL.Language;

namespace TalentBank.GraphQL;

/// <summary>
/// Documents registered beforehand, which clients name by the SHA-256 of their text: by <c>documentId</c> (GraphQL over HTTP,
/// appendix "Persisted Documents") or <c>extensions.persistedQuery.sha256Hash</c>. None is ever registered by a request.
/// </summary>
public sealed class TrustedDocuments
{
    /// <summary>No document has a name; every request brings its text.</summary>
    public static readonly TrustedDocuments None = new([], only: false);

    private const string Sha256 = "sha256:";

    private readonly FrozenDictionary<string, Source> _byHash;
    private readonly bool _only;

    /// <param name="documents">The documents.</param>
    /// <param name="only">Whether nothing but these is executed, so that nobody can ask what no client was written to ask.</param>
    public TrustedDocuments(IEnumerable<Source> documents, bool only)
    {
        _byHash = documents.DistinctBy(document => document.Text).ToFrozenDictionary(document => HashOf(document.Text));
        _only = only;
    }

    public IEnumerable<Source> Documents => _byHash.Values;

    /// <summary>The SHA-256 of a document's text in UTF-8: 64 hexadecimal digits in lower case.</summary>
    public static string HashOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    /// <summary>Whether the request names its document, in either way, so that it need not bring its text.</summary>
    internal static bool IsNamed(string? documentId, IReadOnlyDictionary<string, object?>? extensions) =>
        documentId is not null || extensions?.ContainsKey("persistedQuery") == true;

    /// <summary>The text to execute: the request's own, or the one that it names.</summary>
    internal bool TryFind(GraphQLRequest request, [NotNullWhen(true)] out string? text, [NotNullWhen(false)] out GraphQLError? error)
    {
        text = null;
        error = null;
        if (!IsNamed(request.DocumentId, request.Extensions))
        {
            if (_only)
                error = Refuse("DOCUMENT_NOT_TRUSTED", "Only registered documents are executed: name one by its hash.");
            else
                text = request.Query;
        }
        else if (!_only && _byHash.Count == 0)
        {
            error = Refuse("PERSISTED_QUERY_NOT_SUPPORTED", "PersistedQueryNotSupported");
        }
        else if (HashesIn(request) is not { Count: > 0 } hashes)
        {
            error = Refuse("BAD_REQUEST", "A document is named by the SHA-256 of its text: \"documentId\": \"sha256:<64 hexadecimal digits>\", or version 1 of persistedQuery.");
        }
        else if (hashes.Count > 1 || (request.Query.Length > 0 && HashOf(request.Query) != hashes.Single()))
        {
            error = Refuse("PERSISTED_QUERY_HASH_MISMATCH", "The hash is not that of the document given.");
        }
        else if (_byHash.TryGetValue(hashes.Single(), out var document))
        {
            text = document.Text;
        }
        else if (request.Query.Length > 0 && !_only)
        {
            text = request.Query;
        }
        else
        {
            error = Refuse("PERSISTED_QUERY_NOT_FOUND", "PersistedQueryNotFound");
        }
        return text is not null;
    }

    /// <summary>The hashes that the request gives, in lower case; null if one of them is none.</summary>
    private static HashSet<string>? HashesIn(GraphQLRequest request)
    {
        var hashes = new HashSet<string>();
        if (request.DocumentId is { } id && !(id.StartsWith(Sha256, StringComparison.Ordinal) && TryAdd(id[Sha256.Length..])))
            return null;
        if (request.Extensions?.TryGetValue("persistedQuery", out var persisted) == true
            && !(persisted is IReadOnlyDictionary<string, object?> named
                && named.GetValueOrDefault("version") is 1
                && named.GetValueOrDefault("sha256Hash") is string hash
                && TryAdd(hash)))
            return null;
        return hashes;

        bool TryAdd(string text)
        {
            var isHash = text.Length == 2 * SHA256.HashSizeInBytes && text.All(char.IsAsciiHexDigit);
            if (isHash)
                hashes.Add(text.ToLowerInvariant());
            return isHash;
        }
    }

    private static GraphQLError Refuse(string code, string message) => new(message) { Extensions = ErrorCode.Extensions(code) };
}
