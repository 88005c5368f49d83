namespace TalentBank.Credits;

/// <summary>What credits are earned against. The two signatures are always needed, the others where the route's rule asks for them.</summary>
public enum EvidenceKind
{
    /// <summary>The university's signature.</summary>
    Attestation,

    /// <summary>The enterprise's signature.</summary>
    Confirmation,

    /// <summary>The enterprise's or the university's word that the student was there.</summary>
    Attendance,

    /// <summary>The word of who guided the work at the enterprise.</summary>
    SupervisorSignOff,

    /// <summary>The SHA-256 of what the student made.</summary>
    Deliverable,

    /// <summary>The SHA-256 of a certificate.</summary>
    Certificate,

    /// <summary>The SHA-256 of the result sheet of a contest or an exam.</summary>
    Result,

    /// <summary>Signed hours of practice, as many as the credits stand for.</summary>
    Hours,
}
