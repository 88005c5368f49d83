using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace TalentBank.EventStore.Moving;

/// <summary>Writes a zone file entry by entry. It has its name only once it is whole and on disk.</summary>
internal sealed class ZoneFileWriter : IAsyncDisposable
{
    private const int Buffer = 1 << 16;

    /// <summary>The earliest a zip can say: the file does not tell when it was written.</summary>
    private static readonly DateTimeOffset NoTime = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly string _path;
    private readonly FileStream _file;
    private readonly ZipArchive _zip;
    private readonly List<ManifestEntry> _entries = [];

    public ZoneFileWriter(string path)
    {
        _path = path;
        // Keys and pseudonyms are nobody else's business.
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.ReadWrite };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        _file = new FileStream(Draft, options);
        _zip = new ZipArchive(_file, ZipArchiveMode.Create, leaveOpen: true);
    }

    private string Draft => $"{_path}.part";

    public async Task Write<T>(string name, IAsyncEnumerable<T> lines)
    {
        var count = 0L;
        using var sha256 = SHA256.Create();
        await using (var hashed = new CryptoStream(Create(name), sha256, CryptoStreamMode.Write))
        {
            await using var buffered = new BufferedStream(hashed, Buffer);
            await foreach (var line in lines)
            {
                await buffered.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(line, Line.Json));
                buffered.WriteByte((byte)'\n');
                count++;
            }
        }
        _entries.Add(new ManifestEntry(name, count, Convert.ToHexStringLower(sha256.Hash!)));
    }

    /// <summary>Adds the manifest and gives the file its name.</summary>
    /// <exception cref="IOException">Meanwhile somebody else made a file of that name.</exception>
    public async Task<Exported> Finish(string content, string zone, long? firstPosition = null, long? lastPosition = null)
    {
        var manifest = new Manifest(Manifest.Newest, content, zone, _entries, firstPosition, lastPosition);
        var text = JsonSerializer.SerializeToUtf8Bytes(manifest, Line.Json);
        var sha256 = Convert.ToHexStringLower(SHA256.HashData(text));
        await Write("manifest.json", text);
        await Write("manifest.sha256", Encoding.ASCII.GetBytes($"{sha256}  manifest.json\n"));
        await _zip.DisposeAsync();
        _file.Flush(flushToDisk: true);
        await _file.DisposeAsync();
        File.Move(Draft, _path, overwrite: false);
        return new Exported(manifest, sha256);
    }

    /// <summary>What was not finished is nothing.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_file.CanWrite)
        {
            await _zip.DisposeAsync();
            await _file.DisposeAsync();
        }
        File.Delete(Draft);
    }

    private async Task Write(string name, byte[] text)
    {
        await using var entry = Create(name);
        await entry.WriteAsync(text);
    }

    private Stream Create(string name)
    {
        var entry = _zip.CreateEntry(name, CompressionLevel.Optimal);
        entry.LastWriteTime = NoTime;
        return entry.Open();
    }
}
