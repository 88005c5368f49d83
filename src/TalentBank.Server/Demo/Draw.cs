using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace TalentBank.Server.Demo;

/// <summary>
/// Chance that is the same every time: each draw follows from its own name and the seed alone. There is no running state,
/// so that what is added to the demo zone later changes nothing of what it held before.
/// </summary>
internal static class Draw
{
    /// <summary>Chosen among many, so that the 47 enterprises drawn are as small as the 71 of the field study.</summary>
    public const string Seed = "meishan-27";

    /// <summary>A UUID of version 8, made of a SHA-256 of the name (RFC 9562, section 5.8 and appendix B.2).</summary>
    public static Guid Uuid(string name)
    {
        var bytes = Hash(name)[..16];
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x80);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }

    /// <summary>An id as the host makes them, <c>noun-uuid</c>.</summary>
    public static string Id(string noun, string name) => $"{noun}-{Uuid($"{noun}/{name}")}";

    /// <summary>From 0 to below 1, evenly.</summary>
    public static double Fraction(string name) => (BinaryPrimitives.ReadUInt64BigEndian(Hash(name)) >> 11) * Math.ScaleB(1, -53);

    /// <summary>A whole number from 0 to below this one.</summary>
    public static int Below(int count, string name) => (int)(Fraction(name) * count);

    /// <summary>One of these, each as often as its weight says.</summary>
    public static T Pick<T>(IReadOnlyList<(T Value, int Weight)> weighted, string name)
    {
        var rest = Below(weighted.Sum(choice => choice.Weight), name);
        return weighted.First(choice => (rest -= choice.Weight) < 0).Value;
    }

    /// <summary>A log-normal quantity (Box and Muller).</summary>
    public static double LogNormal(double median, double sigma, string name) =>
        median * Math.Exp(sigma * Math.Sqrt(-2 * Math.Log(1 - Fraction($"{name}/radius"))) * Math.Cos(2 * Math.PI * Fraction($"{name}/angle")));

    private static byte[] Hash(string name) => SHA256.HashData(Encoding.UTF8.GetBytes($"{Seed}/{name}"));
}
