namespace TalentBank;

/// <summary>Placeholder until the sentences are merged.</summary>
public static class RefusalTexts
{
    public static string Sentence(Refusal refusal, string language) => $"{refusal.Code} ({language})";
}
