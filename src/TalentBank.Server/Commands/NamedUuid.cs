using System.Security.Cryptography;
using System.Text;

namespace TalentBank.Server.Commands;

/// <summary>A UUID that follows from a name: version 8, made of a SHA-256 of the name (RFC 9562, section 5.8 and appendix B.2).</summary>
internal static class NamedUuid
{
    public static Guid Of(string name)
    {
        var bytes = SHA256.HashData(Encoding.UTF8.GetBytes(name))[..16];
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x80);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }
}
