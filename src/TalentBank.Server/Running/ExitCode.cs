namespace TalentBank.Server.Running;

/// <summary>How the program ends (BSD sysexits).</summary>
public static class ExitCode
{
    public const int Ok = 0;

    /// <summary>The check found something wrong with the data.</summary>
    public const int Findings = 1;

    /// <summary>EX_CONFIG: the settings or the machine forbid it.</summary>
    public const int Configuration = 78;
}
