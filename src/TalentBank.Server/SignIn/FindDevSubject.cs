namespace TalentBank.Server.SignIn;

/// <summary>
/// The subject (<c>sub</c>) that a demo person signs in with; null if there is no such person.
/// A host that knows its demo members registers its own, else a subject is made of the request's words.
/// </summary>
public delegate ValueTask<string?> FindDevSubject(DevPersonRequest request, CancellationToken cancellation);
