namespace TalentBank.Placements;

/// <summary>The two rule books for internships; which one applies is decided by the school's kind, not by the degree.</summary>
public enum RuleBook
{
    /// <summary>职业学校学生实习管理规定, 教职成〔2021〕4号.</summary>
    Vocational,

    /// <summary>教育部关于加强和规范普通本科高校实习管理工作的意见, 教高函〔2019〕12号.</summary>
    Ordinary,
}

/// <summary>What kind of school a university is.</summary>
public enum SchoolKind
{
    /// <summary>中等职业学校.</summary>
    VocationalSecondary,

    /// <summary>高职专科.</summary>
    VocationalCollege,

    /// <summary>职业本科: vocational too (article 2).</summary>
    VocationalUniversity,

    /// <summary>普通本科.</summary>
    OrdinaryUniversity,
}
