namespace TalentBank.Access;

/// <summary>Why the chamber's clerk enters something for somebody else (代办), and what paper they brought.</summary>
/// <param name="Reason">2 to 200 characters.</param>
/// <param name="PaperHash">SHA-256 of the scanned paper: 64 hexadecimal digits in lower case. The paper itself is kept by the chamber.</param>
public sealed record OnBehalf(string Reason, string PaperHash);
