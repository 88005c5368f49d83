using System.Security.Cryptography;
using System.Text;

namespace TalentBank;

/// <summary>SHA-256, written as 64 hexadecimal digits in lower case.</summary>
public static class Digest
{
    public static string Of(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    public static bool IsOne(string text) => text.Length == 64 && text.All(char.IsAsciiHexDigitLower);
}
