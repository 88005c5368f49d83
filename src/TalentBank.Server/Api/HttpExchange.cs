using System.Buffers;
using TalentBank.GraphQL.Http;

namespace TalentBank.Server.Api;

/// <summary>Between ASP.NET Core and the engine's <see cref="HttpEndpoint"/>: bodies are read from and written to the memory that the server has them in.</summary>
public static class HttpExchange
{
    /// <summary>The body; null where it is larger than allowed.</summary>
    /// <exception cref="BadHttpRequestException">It is not as the headers say.</exception>
    public static async ValueTask<ReadOnlyMemory<byte>?> Body(HttpRequest request, int mostBytes, CancellationToken cancel)
    {
        // Kestrel's name for a Content-Length beside a Transfer-Encoding: whoever stands between may have read another body (RFC 9112, 6.1).
        if (request.Headers.ContainsKey("X-Content-Length"))
            throw new BadHttpRequestException("The request has two lengths.");

        if (request.ContentLength > mostBytes)
            return null;
        while (true)
        {
            var read = await request.BodyReader.ReadAsync(cancel);
            if (read.Buffer.Length > mostBytes)
            {
                request.BodyReader.AdvanceTo(read.Buffer.End);
                return null;
            }

            if (read.IsCompleted)
            {
                // The server takes its memory back as soon as it is told that all was read.
                var body = read.Buffer.ToArray();
                request.BodyReader.AdvanceTo(read.Buffer.End);
                return body;
            }

            request.BodyReader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    public static HttpQuestion Question(HttpRequest request, ReadOnlyMemory<byte> body) =>
        new(request.Method, request.QueryString.Value, request.ContentType, request.Headers.Accept, body)
        {
            ContentEncoding = request.Headers.ContentEncoding,
            HasPreflightHeader = HttpEndpoint.PreflightHeaders.Any(header => request.Headers.ContainsKey(header)),
        };

    public static async ValueTask Write(HttpContext http, HttpAnswer answer)
    {
        http.Response.StatusCode = answer.Status;
        http.Response.ContentType = answer.ContentType;
        SetHeaders(http.Response.Headers);
        if (answer.Allow is not null)
            http.Response.Headers.Allow = answer.Allow;
        answer.WriteTo(http.Response.BodyWriter);
        await http.Response.BodyWriter.FlushAsync(http.RequestAborted);
    }

    /// <summary>An answer is its asker's alone, and JSON whatever a browser would rather see in it.</summary>
    public static void SetHeaders(IHeaderDictionary headers)
    {
        headers.CacheControl = "no-store";
        headers.XContentTypeOptions = "nosniff";
    }
}
