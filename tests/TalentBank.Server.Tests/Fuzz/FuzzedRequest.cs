using System.Text;
using System.Text.Json;
using TalentBank.GraphQL.Types;

namespace TalentBank.Server.Tests.Fuzz;

/// <summary>An HTTP request to <c>/graphql</c> by its number: a document, whole or broken, in JSON, whole or broken, in HTTP, right or wrong.</summary>
internal sealed record FuzzedRequest(string Method, string ContentType, string Accept, string? Encoding, string Text, bool Preflight)
{
    private const string Odd = "{}()[]:!$@|&=\"\\#,.…\u0001\ufeff\u0000é";

    public static FuzzedRequest Of(Schema schema, int number)
    {
        var random = new Random(number);
        var (document, variables) = FuzzedDocument.Write(schema, random);
        if (random.Next(10) == 0)
            document = Broken(document, random);
        var values = $"{{{string.Join(',', variables.Where(_ => random.Next(80) > 0).Select(variable => $"\"{variable.Name}\":{FuzzedDocument.Json(random, variable.Type)}"))}}}";
        var isGet = random.Next(20) == 0;
        var text = isGet
            ? $"query={Uri.EscapeDataString(document)}&variables={Uri.EscapeDataString(values)}"
            : Json(random, document, values);
        if (!isGet && random.Next(20) == 0)
            text = Broken(text, random);
        return new FuzzedRequest(
            isGet ? "GET" : random.Next(60) == 0 ? "PUT" : "POST",
            random.Next(40) == 0 ? Pick("text/plain", "application/json; charset=utf-16", "application/x-www-form-urlencoded", "") : "application/json",
            random.Next(20) == 0 ? Pick("*/*", "application/json", "text/html", ";;;", "application/*;q=0") : "application/graphql-response+json",
            random.Next(60) == 0 ? Pick("gzip", "br", "identity") : null,
            text,
            Preflight: random.Next(10) > 0);

        string Pick(params string[] choices) => choices[random.Next(choices.Length)];
    }

    private static string Json(Random random, string document, string values) => random.Next(100) switch
    {
        0 => $"[{{\"query\":{JsonSerializer.Serialize(document)}}}]",
        1 => $"{{\"query\":{JsonSerializer.Serialize(document)},\"variables\":[1]}}",
        2 => $"{{\"query\":7,\"variables\":{values}}}",
        3 => $"{{\"query\":{JsonSerializer.Serialize(document)},\"operationName\":\"Named\",\"variables\":{values}}}",
        4 => $"{{\"query\":{JsonSerializer.Serialize(document)},\"extensions\":{{\"persistedQuery\":{{\"version\":1,\"sha256Hash\":\"{random.Next():x}\"}}}}}}",
        5 => $"{{\"documentId\":\"sha256:{new string('0', 64)}\"}}",
        6 => $"{{\"query\":{JsonSerializer.Serialize(document)},\"variables\":{{\"v0\":{new string('[', random.Next(100))}}}}}",
        7 => $"{{\"query\":{JsonSerializer.Serialize(string.Concat(Enumerable.Repeat(document, 20)))}}}",
        8 => $"{{\"query\":{JsonSerializer.Serialize(new string(random.Next(2) == 0 ? '{' : '[', random.Next(5_000)))}}}",
        _ => $"{{\"query\":{JsonSerializer.Serialize(document)},\"variables\":{values}}}",
    };

    /// <summary>A few characters left out, doubled, swapped or put in.</summary>
    private static string Broken(string text, Random random)
    {
        var broken = new StringBuilder(text);
        for (var i = random.Next(1, 5); i > 0 && broken.Length > 1; i--)
        {
            var at = random.Next(broken.Length - 1);
            switch (random.Next(5))
            {
                case 0:
                    broken.Remove(at, 1);
                    break;
                case 1:
                    broken.Insert(at, broken[at]);
                    break;
                case 2:
                    (broken[at], broken[at + 1]) = (broken[at + 1], broken[at]);
                    break;
                case 3:
                    broken.Insert(at, Odd[random.Next(Odd.Length)]);
                    break;
                default:
                    broken.Length = at + 1;
                    break;
            }
        }
        return broken.ToString();
    }
}
