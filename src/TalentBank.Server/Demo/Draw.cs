using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using TalentBank.Server.Commands;

namespace TalentBank.Server.Demo;

/// <summary>
/// Chance that is the same every time: each draw follows from its own name and the seed alone. There is no running state,
/// so that what is added to the demo zone later changes nothing of what it held before.
/// </summary>
internal static class Draw
{
    /// <summary>Chosen among many, so that the 47 enterprises drawn are as small as the 71 of the field study.</summary>
    public const string Seed = "meishan-27";

    public static Guid Uuid(string name) => NamedUuid.Of($"{Seed}/{name}");

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
