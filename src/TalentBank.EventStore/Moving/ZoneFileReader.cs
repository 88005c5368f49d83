using System.IO.Compression;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace TalentBank.EventStore.Moving;

/// <summary>Reads a zone file line by line. Whatever is wrong with it is a <see cref="DamageException"/> that names the place.</summary>
internal sealed class ZoneFileReader : IDisposable
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly ZipArchive _zip;

    private ZoneFileReader(ZipArchive zip, byte[] manifest)
    {
        _zip = zip;
        Sha256 = Convert.ToHexStringLower(SHA256.HashData(manifest));
        Manifest = Object<Manifest>(Strict.GetString(manifest), "manifest.json");
    }

    public Manifest Manifest { get; }

    /// <summary>Of the manifest, hence of all.</summary>
    public string Sha256 { get; }

    /// <summary>Opens a file whose manifest is whole and of a known format.</summary>
    /// <param name="path">The file.</param>
    /// <param name="content">What it must hold.</param>
    /// <param name="entries">Which entries it must have.</param>
    public static ZoneFileReader Open(string path, string content, params IReadOnlyList<string> entries)
    {
        ZipArchive? zip = null;
        try
        {
            zip = ZipFile.OpenRead(path);
            var manifest = Whole(zip, "manifest.json");
            var reader = new ZoneFileReader(zip, manifest);
            if (Encoding.ASCII.GetString(Whole(zip, "manifest.sha256")) != $"{reader.Sha256}  manifest.json\n")
                throw new DamageException("manifest.json", "it is not what manifest.sha256 says");
            if (reader.Manifest.Format != Manifest.Newest)
                throw new DamageException("manifest.json", $"the format {reader.Manifest.Format} is none that this version knows");
            if (reader.Manifest.Content != content || !reader.Manifest.Entries.Select(entry => entry.Name).SequenceEqual(entries))
                throw new DamageException("manifest.json", $"the file holds {reader.Manifest.Content}, not {content}");
            return reader;
        }
        catch (Exception fault)
        {
            zip?.Dispose();
            throw fault is InvalidDataException ? new DamageException(Path.GetFileName(path), "it is cut off, or no zone file") : fault;
        }
    }

    /// <summary>The lines of an entry with their numbers, from 1; after the last one the entry's hash is checked.</summary>
    public async IAsyncEnumerable<(long Number, T Line)> Read<T>(string name, [EnumeratorCancellation] CancellationToken cancel)
    {
        var entry = Manifest.Entries.Single(entry => entry.Name == name);
        var number = 0L;
        using var sha256 = SHA256.Create();
        await using var hashed = new CryptoStream(Entry(_zip, name), sha256, CryptoStreamMode.Read);
        using var text = new StreamReader(hashed, Strict, detectEncodingFromByteOrderMarks: false, bufferSize: 1 << 16);
        while (await Next() is { } line)
        {
            number++;
            yield return (number, Object<T>(line, $"{name}, line {number}"));
        }
        if (number != entry.Lines)
            throw new DamageException(name, $"it has {number} lines, and the manifest says {entry.Lines}");
        if (Convert.ToHexStringLower(sha256.Hash!) != entry.Sha256)
            throw new DamageException(name, "it is not what the manifest says: something in it was changed");

        async Task<string?> Next()
        {
            try
            {
                return await text.ReadLineAsync(cancel);
            }
            catch (Exception fault) when (fault is InvalidDataException or DecoderFallbackException)
            {
                throw new DamageException($"{name}, after line {number}", fault is InvalidDataException ? "the compressed data are damaged" : "it is not UTF-8");
            }
        }
    }

    public void Dispose() => _zip.Dispose();

    private static T Object<T>(string json, string place)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(json, Line.Json) ?? throw new DamageException(place, "there is nothing");
        }
        catch (JsonException fault)
        {
            throw new DamageException(place, fault.Message);
        }
    }

    private static byte[] Whole(ZipArchive zip, string name)
    {
        using var entry = Entry(zip, name);
        using var bytes = new MemoryStream();
        entry.CopyTo(bytes);
        return bytes.ToArray();
    }

    private static Stream Entry(ZipArchive zip, string name)
    {
        try
        {
            return (zip.GetEntry(name) ?? throw new DamageException(name, "it is missing")).Open();
        }
        catch (InvalidDataException)
        {
            throw new DamageException(name, "its header is damaged");
        }
    }
}
