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
        var lines = new[] { $"GET {path} HTTP/1.1", $"Host: {host.Authority}", "Connection: close" }.Concat(headers).Append("\r\n");
        return await StatusOf(host, string.Join("\r\n", lines), body: "");
    }

    /// <summary>In place of a status: the connection was closed without an answer.</summary>
    public const int Closed = 0;

    /// <summary>
    /// The status of the answer to these bytes, byte for byte: the body in parts of that size with a pause after each. With
    /// <paramref name="end"/> nothing more can come.
    /// </summary>
    public static async Task<int> StatusOf(Uri host, string head, string body, int part = int.MaxValue, TimeSpan pause = default, bool end = false)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(host.Host, host.Port, TestContext.Current.CancellationToken);
        var stream = socket.GetStream();
        using var reader = new StreamReader(stream, Encoding.ASCII);
        var answer = reader.ReadLineAsync(TestContext.Current.CancellationToken).AsTask();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(head), TestContext.Current.CancellationToken);
        foreach (var bytes in Encoding.ASCII.GetBytes(body).Chunk(part))
        {
            await stream.WriteAsync(bytes, TestContext.Current.CancellationToken);
            await Task.WhenAny(answer, Task.Delay(pause, TestContext.Current.CancellationToken));
            if (answer.IsCompleted)
                break;
        }

        if (end)
            socket.Client.Shutdown(SocketShutdown.Send);
        try
        {
            return await answer is { } status ? int.Parse(status.Split(' ')[1], CultureInfo.InvariantCulture) : Closed;
        }
        catch (IOException)
        {
            return Closed;
        }
    }
}
