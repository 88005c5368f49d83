namespace TalentBank.Ledger;

/// <summary>A rate that shows what it is made of.</summary>
/// <param name="Numerator">What is counted.</param>
/// <param name="Denominator">Of what.</param>
/// <param name="Definition">By which definition: a stable id, explained in the schema.</param>
/// <param name="Position">The log position it includes.</param>
public sealed record Rate(decimal Numerator, decimal Denominator, string Definition, long Position)
{
    /// <summary>Numerator ÷ denominator, unrounded; null where the denominator is zero.</summary>
    public double? Value => Denominator == 0 ? null : (double)(Numerator / Denominator);
}
