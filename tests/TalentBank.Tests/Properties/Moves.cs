using FsCheck;
using FsCheck.Fluent;

namespace TalentBank.Tests.Properties;

/// <summary>Random histories of a small bank.</summary>
internal static class Moves
{
    private static readonly Gen<Move> Move =
        from kind in Gen.Choose(0, 19)
        from a in Gen.Choose(0, 60)
        from b in Gen.Choose(0, 60)
        from c in Gen.Choose(0, 60)
        from late in Gen.Frequency((2, Gen.Constant(0)), (3, Gen.Choose(-90, 0)), (1, Gen.Choose(1, 40)))
        from hours in Gen.Choose(0, 60)
        from behind in Gen.Frequency((5, Gen.Constant(false)), (1, Gen.Constant(true)))
        select new Move(kind, a, b, c, late, hours, behind);

    /// <summary>Up to 100 moves; a history that fails is cut down to what it takes to fail.</summary>
    public static readonly Arbitrary<Move[]> Histories = Arb.From(Gen.Choose(1, 100).SelectMany(count => Move.ArrayOf(count)), Shorter);

    /// <summary>What must hold after any history.</summary>
    public static void Always(Action<Move[]> holds) => FsCheck.Check.One(Config.QuickThrowOnFailure.WithMaxTest(100), Prop.ForAll(Histories, holds));

    /// <inheritdoc cref="Always(Action{Move[]})"/>
    public static void Always<T>(Arbitrary<T> any, Action<Move[], T> holds) =>
        FsCheck.Check.One(Config.QuickThrowOnFailure.WithMaxTest(100), Prop.ForAll(Histories, any, holds));

    private static IEnumerable<Move[]> Shorter(Move[] moves)
    {
        for (var cut = moves.Length / 2; cut > 0; cut /= 2)
        {
            for (var at = 0; at + cut <= moves.Length; at += cut)
                yield return [.. moves[..at], .. moves[(at + cut)..]];
        }
    }
}
