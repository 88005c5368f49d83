namespace TalentBank.Server.Running;

/// <summary>How the program ends (BSD sysexits).</summary>
public static class ExitCode
{
    public const int Ok = 0;

    /// <summary>The check found something wrong with the data.</summary>
    public const int Findings = 1;

    /// <summary>EX_USAGE: there is no such command or option.</summary>
    public const int Usage = 64;

    /// <summary>EX_DATAERR: the file is not what it should be.</summary>
    public const int BadData = 65;

    /// <summary>EX_NOINPUT: the file is not there.</summary>
    public const int NoInput = 66;

    /// <summary>EX_UNAVAILABLE: the database does not answer.</summary>
    public const int Unavailable = 69;

    /// <summary>EX_CANTCREAT: what is to be made is there already, or can't be written.</summary>
    public const int CannotCreate = 73;

    /// <summary>EX_TEMPFAIL: not as things stand now; nothing was changed.</summary>
    public const int NotNow = 75;

    /// <summary>EX_CONFIG: the settings or the machine forbid it.</summary>
    public const int Configuration = 78;
}
