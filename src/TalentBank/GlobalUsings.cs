global using TalentBank.Access;
global using static TalentBank.Decision;
