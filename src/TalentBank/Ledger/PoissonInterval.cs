using MathNet.Numerics.Distributions;

namespace TalentBank.Ledger;

/// <summary>Between which rates the true one lies with 95 % confidence, where a count is small (formula 23): exact, after Garwood.</summary>
/// <param name="Lower">Events per unit of exposure.</param>
/// <param name="Upper">Events per unit of exposure.</param>
public sealed record PoissonInterval(double Lower, double Upper)
{
    private const double Tail = 0.025;

    /// <param name="events">How many were counted.</param>
    /// <param name="exposure">In what: person-years; above zero.</param>
    public static PoissonInterval Of(int events, decimal exposure) => new(
        events == 0 ? 0 : ChiSquared.InvCDF(2 * events, Tail) / 2 / (double)exposure,
        ChiSquared.InvCDF(2 * (events + 1), 1 - Tail) / 2 / (double)exposure);
}
