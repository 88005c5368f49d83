using System.Security.Cryptography;

namespace TalentBank.EventStore.Vault;

/// <summary>The 256-bit key that opens the vault. Whoever loses it has lost every person's data.</summary>
public static class MasterKey
{
    /// <summary>In bytes.</summary>
    public const int Length = 32;

    /// <summary>Reads a key from base64 text.</summary>
    /// <exception cref="FormatException">It is not 32 bytes in base64.</exception>
    public static byte[] FromText(string base64)
    {
        var key = new byte[Length];
        return Convert.TryFromBase64String(base64.Trim(), key, out var length) && length == Length
            ? key
            : throw new FormatException($"A master key is {Length} bytes in base64.");
    }

    /// <summary>Reads the key from a file (base64), which is made with its folder and a random key, readable by its owner alone, if it is not there.</summary>
    /// <exception cref="FormatException">The file does not hold 32 bytes in base64.</exception>
    public static byte[] FromFile(string path)
    {
        if (!File.Exists(path))
            Make(path);
        return FromText(File.ReadAllText(path));
    }

    /// <summary>Written aside and then moved, so that nobody ever reads half a key and of two makers one wins.</summary>
    private static void Make(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        var draft = $"{path}.{Guid.NewGuid():N}";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var file = new FileStream(draft, options))
        {
            using var text = new StreamWriter(file);
            text.Write(Convert.ToBase64String(RandomNumberGenerator.GetBytes(Length)));
            text.Flush();
            file.Flush(flushToDisk: true);
        }
        try
        {
            File.Move(draft, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(draft);
        }
    }
}
