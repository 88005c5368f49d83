namespace TalentBank.Parties;

/// <summary>The five parties of the bank (GUZEC).</summary>
public enum OrganisationKind
{
    Government,
    University,
    ZoneOperator,
    Enterprise,
    Chamber,
}
