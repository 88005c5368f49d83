using System.Text;

namespace TalentBank.Tests;

/// <summary>Stands in for the vault: what is personal is turned around, not encrypted, so that facts can be written and compared.</summary>
internal static class Sealing
{
    public static Fact Seal(Fact fact) => PersonalFields.Map(fact, (_, personal) => personal is Personal.Clear clear
        ? new Personal.Sealed(clear.Person, clear.Class, new byte[12], [.. Encoding.UTF8.GetBytes(clear.Value).Reverse(), .. new byte[16]], null)
        : personal);

    /// <summary>Something of this person that nobody will open.</summary>
    public static Personal Any(string person) => new Personal.Sealed(person, RetentionClass.Profile, new byte[12], new byte[17], null);

    public static string Open(Personal personal) => personal is Personal.Sealed it
        ? Encoding.UTF8.GetString([.. it.Ciphertext[..^16].Reverse()])
        : throw new InvalidOperationException("Not sealed.");

    /// <summary>The fact as text: its stored name and its JSON.</summary>
    public static string Write(Fact fact) => $"{Bank.Facts.NameOf(fact)} {Bank.Facts.Write(Seal(fact))}";
}
