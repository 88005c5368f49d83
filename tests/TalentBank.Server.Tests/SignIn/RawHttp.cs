using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace TalentBank.Server.Tests.SignIn;

/// <summary>Requests that a well-behaved client library would not send.</summary>
internal static class RawHttp
{
    /// <summary>The status of the answer to a GET with these header lines, byte for byte.</summary>
    public static async Task<int> Status(Uri host, string path, params string[] headers)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(host.Host, host.Port, TestContext.Current.CancellationToken);
        var stream = socket.GetStream();
        var lines = new[] { $"GET {path} HTTP/1.1", $"Host: {host.Authority}", "Connection: close" }.Concat(headers).Append("\r\n");
        await stream.WriteAsync(Encoding.ASCII.GetBytes(string.Join("\r\n", lines)), TestContext.Current.CancellationToken);
        using var reader = new StreamReader(stream, Encoding.ASCII);
        var status = await reader.ReadLineAsync(TestContext.Current.CancellationToken);
        return int.Parse(status!.Split(' ')[1], CultureInfo.InvariantCulture);
    }
}
