using TalentBank.Internships;
using TalentBank.Placements;
using TalentBank.Policies;
using static TalentBank.Tests.Meishan;

namespace TalentBank.Tests.Rules;

/// <summary>The legality gate (row 89); the cases named 1 to 12 are those of the internship rules' own list.</summary>
public sealed class PlacementRules
{
    private const string Summer = "internship-1";
    private static readonly string LisPlacement = Placement.IdOf(Summer, Li);
    private static readonly DateOnly July1 = new(2026, 7, 1);
    private static readonly DateOnly December31 = new(2026, 12, 31);

    private static readonly Scenario LiHoldsAPlace = Books
        .Given(Summer, new InternshipDeposited(Summer, Bakery, "OPERATIONS", "直播运营实习生", 3, July1, July1.AddYears(1), Today))
        .Given(Summer, new PlaceWithdrawn(new Place(Summer, Bakery, "OPERATIONS", Li, Minjiang), Today));

    private static readonly Scenario AtAVocationalSchool = LiHoldsAPlace.Given(new RecordSchoolKind(Minjiang, SchoolKind.VocationalCollege), ByChamber);

    private static PlanPlacement Plan => new(Summer, Li, PlacementKind.Post, July1, December31);

    private static readonly Scenario Planned = AtAVocationalSchool.Given(Plan, ByMinjiang);

    /// <summary>Everything that a lawful placement in post proves.</summary>
    private static readonly Dictionary<string, string> Lawful = ProofItem.All.ToDictionary(item => item.Code, item => item.Code switch
    {
        "SITE_CHECK_HEADS" => "8",
        "AGREEMENT_HEADS" => "12",
        "YEAR_OF_STUDY_AT_START" => "3",
        "AGE_AT_START" => "19",
        "STAFF_IN_POST" => "20",
        "STAFF_OF_POST_KIND" => "5",
        "OTHER_INTERNS" => "0",
        "LABOUR_INTENSITY" => "1",
        "HOURS_PER_DAY" => "8",
        "HOURS_PER_WEEK" => "40",
        "PAY_PER_MONTH" => "4000",
        "POST_WAGE" => "5000",
        "LOWEST_GRADE_WAGE" => "3800",
        "PAY_CYCLE_MONTHS" => "1",
        "REAL_TASK_DAYS" => "0",
        "WORKPLACE" => "OFFICE",
        "SITE_DIVISION" => "511402",
        "PAYEE" => "STUDENT",
        "PAY_METHOD" => "TRANSFER",
        "PAID_BY" => "UNIT",
        "LODGING" => "UNIFIED",
        "INSURANCE_PAID_BY" => "SCHOOL",
        "INSURED_UNTIL" => "2026-12-31",
        "SAFETY_TEST_PASSED" or "FULL_TIME_STUDENT" or "IN_TRAINING_PLAN" or "MAJOR_MATCHES" or "SAME_MAJOR_CATEGORY" or "COVERS_TYPICAL_TASKS"
            or "TEACHER_NAMED" or "MENTOR_NAMED" or "WOMEN_KEPT_FROM_BANNED_WORK" or "FAIRLY_INDEPENDENT" or "JOINT_ASSESSMENT" or "RESPONSIBLE_OFFICE_NAMED" => "true",
        _ when item.Type is AttributeType.Date => "2026-06-01",
        _ => "false",
    });

    private static StartPlacement Start => new(LisPlacement);

    private static Scenario Proven(params (string Item, string Value)[] instead) => Planned.Given(Prove(instead), ByChamber);

    private static ProvePlacement Prove(params (string Item, string Value)[] instead)
    {
        var proofs = new Dictionary<string, string>(Lawful);
        foreach (var (item, value) in instead)
            proofs[item] = value;
        return new ProvePlacement(LisPlacement, [.. proofs.Select(proof => new ProofGiven(proof.Key, proof.Value, null))]);
    }

    private static void StopsAt(Scenario scenario, params string[] rules) =>
        scenario.When(Start, ByMinjiang).Decision.ShouldBeOfType<Decision.Refused>().Refusals
            .Select(refusal => (string)refusal.Values.First(value => value.Name == "rule").Value!).ShouldBe(rules);

    private static void Starts(Scenario scenario) => scenario.When(Start, ByMinjiang).Accepted.Facts.Count.ShouldBe(2);

    [Fact]
    public void Both_books_are_whole_and_every_rule_is_over_items_that_exist()
    {
        InternshipRule.All.Select(rule => rule.Id).ShouldBe([.. Enumerable.Range(1, 40).Select(n => $"V-{n:00}"), .. Enumerable.Range(1, 12).Select(n => $"U-{n:00}")]);
        foreach (var rule in InternshipRule.All)
        {
            (rule.Met is null).ShouldBe(rule.Force is RuleForce.Note, rule.Id);
            rule.Proofs.ShouldAllBe(item => item != null, rule.Id);
            foreach (var condition in rule.Met?.Conditions() ?? [])
                condition.Values.ShouldAllBe(value => ProofItem.Find(condition.Attribute) == null || ProofItem.Find(condition.Attribute)!.Allows(value), $"{rule.Id} {condition.Attribute}");
        }

        // Every item is some rule's, or says where the work is.
        ProofItem.All.Except(InternshipRule.All.SelectMany(rule => rule.Proofs)).Select(item => item.Code).ShouldBe([ProofItem.SiteDivision]);
    }

    [Fact]
    public void A_placement_that_is_lawful_in_all_starts_and_keeps_what_its_gate_rested_on()
    {
        var started = (PlacementStarted)Proven().When(Start, ByMinjiang).Accepted.Facts[0].Fact;
        started.Effective.ShouldBe(July1);
        started.Verdicts.Count.ShouldBe(39); // V-40 is for recognition
        started.Verdicts.ShouldAllBe(verdict => verdict.IsGreen);
        Proven().Given(Start, ByMinjiang).When(Start, ByMinjiang).ThenNothing();
    }

    [Fact]
    public void What_nobody_has_proven_keeps_it_shut_and_every_rule_is_named_with_its_article()
    {
        var refusals = Planned.When(Start, ByMinjiang).Decision.ShouldBeOfType<Decision.Refused>().Refusals;
        refusals.ShouldAllBe(refusal => refusal.Code == "rule-unproven");
        // V-10 is about the dates alone; V-12, V-36 and V-39 are notes.
        refusals.Count.ShouldBe(39 - 4);
        RefusalTexts.Sentence(refusals[0], "zh").ShouldBe("V-01（第2条）尚未佐证：实习学生应为全日制学历教育在籍学生；由学校安排，或经学校批准自行选择。");
    }

    /// <summary>Negative control of the whole: each hard rule alone, not met, keeps a placement shut that is lawful otherwise.</summary>
    [Theory]
    [InlineData("V-01", "FULL_TIME_STUDENT", "false")]
    [InlineData("V-01", "SCHOOL_APPROVED_ON", "2026-07-02")]
    [InlineData("V-02", "IN_TRAINING_PLAN", "false")]
    [InlineData("V-03", "SITE_CHECKED_ON", "2026-07-01")]
    [InlineData("V-03", "SITE_CHECK_HEADS", "7")]
    [InlineData("V-04", "MAJOR_MATCHES", "false")]
    [InlineData("V-05", "SAME_MAJOR_CATEGORY", "false")]
    [InlineData("V-06", "STUDENT_CONSENTED_ON", "2026-07-02")]
    [InlineData("V-07", "OTHER_INTERNS", "2")]
    [InlineData("V-09", "UNIT_FORCED", "true")]
    [InlineData("V-09", "FOR_PROFIT", "true")]
    [InlineData("V-11", "ONLY_REPEATED_LABOUR", "true")]
    [InlineData("V-13", "MENTOR_NAMED", "false")]
    [InlineData("V-16", "AGREEMENT_HEADS", "11")]
    [InlineData("V-17", "YEAR_OF_STUDY_AT_START", "1")]
    [InlineData("V-20", "WOMEN_KEPT_FROM_BANNED_WORK", "false")]
    [InlineData("V-21", "WORKPLACE", "KARAOKE")]
    [InlineData("V-22", "INTERMEDIARY_USED", "true")]
    [InlineData("V-23", "LABOUR_INTENSITY", "3")]
    [InlineData("V-24", "HIGH_RISK", "true")]
    [InlineData("V-25", "ON_REST_DAYS", "true")]
    [InlineData("V-26", "OVERTIME", "true")]
    [InlineData("V-27", "HOURS_PER_DAY", "8.5")]
    [InlineData("V-27", "HOURS_PER_WEEK", "45")]
    [InlineData("V-29", "PAYEE", "OTHER")]
    [InlineData("V-30", "PAY_CYCLE_MONTHS", "2")]
    [InlineData("V-31", "PAY_METHOD", "VOUCHERS")]
    [InlineData("V-32", "FEES_TAKEN", "true")]
    [InlineData("V-32", "GUARANTEE_TAKEN", "true")]
    [InlineData("V-33", "PAPERS_HELD", "true")]
    [InlineData("V-34", "LODGING", "OUT")]
    [InlineData("V-35", "JOINT_ASSESSMENT", "false")]
    [InlineData("V-37", "SAFETY_TEST_PASSED", "false")]
    [InlineData("V-38", "INSURANCE_PAID_BY", "STUDENT")]
    [InlineData("V-38", "INSURED_UNTIL", "2026-12-30")]
    public void A_rule_alone_that_is_not_met_keeps_it_shut(string rule, string item, string value) => StopsAt(Proven((item, value)), rule);

    [Fact]
    public void Case_1_sixteen_on_the_first_day_passes_and_one_day_younger_does_not()
    {
        Starts(Proven(("AGE_AT_START", "16")));
        StopsAt(Proven(("AGE_AT_START", "15")), "V-18");
        // Of a minor, the work must not be banned for minors.
        StopsAt(Proven(("AGE_AT_START", "17"), ("BANNED_FOR_MINORS", "true")), "V-19");
        Starts(Proven(("AGE_AT_START", "18"), ("BANNED_FOR_MINORS", "true")));
    }

    [Fact]
    public void Case_2_two_interns_of_two_schools_among_nineteen_staff_are_flagged_and_the_university_can_decide()
    {
        var asked = Proven(("STAFF_IN_POST", "19"), ("STAFF_OF_POST_KIND", "19"))
            .Given(HostedInterns.Stream(Bakery).Name, new InternHosted(Bakery, "placement-of-another-school", "DESIGN", December31, July1));
        StopsAt(asked, "V-07");
        Starts(asked.Given(new DepartFromRule(LisPlacement, "V-07", "企业规模小，已安排两名指导人员"), ByMinjiang));
        // The other one has left before this one comes: one of nineteen.
        Starts(asked.Given(HostedInterns.Stream(Bakery).Name, new InternHosted(Bakery, "placement-of-another-school", "DESIGN", July1.AddDays(-1), Today)));
        // Nine staff are too few for anybody.
        StopsAt(Proven(("STAFF_IN_POST", "9")), "V-07");
    }

    [Fact]
    public void Case_3_one_intern_among_four_of_the_post_kind_is_flagged_though_the_unit_is_large_enough() =>
        StopsAt(Proven(("STAFF_IN_POST", "20"), ("STAFF_OF_POST_KIND", "4")), "V-08");

    [Fact]
    public void Case_4_the_lowest_grade_will_do_one_yuan_less_only_for_who_does_not_yet_work_independently()
    {
        Starts(Proven(("PAY_PER_MONTH", "3800")));
        StopsAt(Proven(("PAY_PER_MONTH", "3799")), "V-28");
        Starts(Proven(("PAY_PER_MONTH", "3799"), ("FAIRLY_INDEPENDENT", "false")));
    }

    [Fact]
    public void Case_5_pay_through_the_park_operator_is_blocked() => StopsAt(Proven(("PAID_BY", "ZONE_OPERATOR")), "V-31");

    [Fact]
    public void Case_6_an_agreement_signed_a_day_after_the_start_is_none() =>
        StopsAt(Proven(("AGREEMENT_SIGNED_BY_STUDENT_ON", "2026-07-02")), "V-15");

    [Fact]
    public void Case_7_an_insurance_that_ends_before_the_longer_time_blocks_the_longer_time()
    {
        var running = Proven().Given(Start, ByMinjiang);
        var longer = new ExtendPlacement(LisPlacement, December31.AddMonths(1));
        running.When(longer, ByMinjiang).Decision.ShouldBeOfType<Decision.Refused>().Refusals.Select(refusal => refusal.Values[0].Value).ShouldBe(["V-10", "V-38"]);
        var insured = running
            .Given(new DepartFromRule(LisPlacement, "V-10", "项目延期至春节前"), ByMinjiang)
            .Given(new ProvePlacement(LisPlacement, [new ProofGiven("INSURED_UNTIL", "2027-01-31", null)]), ByMinjiang);
        insured.When(longer, ByMinjiang).Accepted.Facts.Count.ShouldBe(2);
        insured.Given(longer, ByMinjiang).When(longer, ByMinjiang).ThenNothing();
        running.When(longer with { EndsOn = July1.AddYears(1).AddDays(1) }, ByMinjiang).ThenRefused("period-out-of-range", "endsOn");
        Proven().When(longer, ByMinjiang).ThenRefused("placement-not-running");
    }

    [Theory]
    [InlineData(SchoolKind.VocationalSecondary, RuleBook.Vocational)]
    [InlineData(SchoolKind.VocationalCollege, RuleBook.Vocational)]
    [InlineData(SchoolKind.VocationalUniversity, RuleBook.Vocational)]
    [InlineData(SchoolKind.OrdinaryUniversity, RuleBook.Ordinary)]
    public void Case_8_the_schools_kind_decides_the_book_not_the_degree(SchoolKind kind, RuleBook book) =>
        ((PlacementPlanned)LiHoldsAPlace.Given(new RecordSchoolKind(Minjiang, kind), ByChamber).When(Plan, ByMinjiang).Accepted.Facts[0].Fact).Book.ShouldBe(book);

    [Fact]
    public void Case_9_a_streaming_host_at_american_hours_works_at_night_unless_that_was_filed_beforehand()
    {
        var night = Proven(("NIGHT_SHIFT", "true"));
        StopsAt(night, "V-26");
        Starts(night.Given(new FileExemption(LisPlacement, ["V-26"], "川教职备〔2026〕12号", "四川省教育厅", new DateOnly(2026, 5, 20)), ByMinjiang));
        // Filed for the rest days only, it lifts nothing here.
        StopsAt(night.Given(new FileExemption(LisPlacement, ["V-25"], "川教职备〔2026〕12号", "四川省教育厅", new DateOnly(2026, 5, 20)), ByMinjiang), "V-26");
    }

    [Fact]
    public void Case_10_the_year_of_study_is_that_of_the_first_day_and_other_days_ask_for_it_anew()
    {
        var earlier = Proven().Given(Plan with { StartsOn = July1.AddDays(7) }, ByMinjiang);
        StopsAt(earlier, "V-17", "V-18");
        StopsAt(earlier.Given(new ProvePlacement(LisPlacement, [new("YEAR_OF_STUDY_AT_START", "1", null), new("AGE_AT_START", "19", null)]), ByMinjiang), "V-17");
    }

    [Fact]
    public void Case_11_the_head_office_of_an_internet_cafe_chain_waits_for_somebodys_judgement()
    {
        Proven(("UNIT_IS_ENTERTAINMENT", "true"), ("SITE_JUDGED_LAWFUL", "false")).When(Start, ByMinjiang).ThenRefused("rule-not-met");
        Starts(Proven(("UNIT_IS_ENTERTAINMENT", "true"), ("SITE_JUDGED_LAWFUL", "true")));
        Starts(Proven(("UNIT_IS_ENTERTAINMENT", "false"), ("SITE_JUDGED_LAWFUL", "false")));
    }

    [Fact]
    public void Case_12_an_exemption_filed_on_the_first_day_or_later_has_no_effect()
    {
        var late = new FileExemption(LisPlacement, ["V-26"], "川教职备〔2026〕12号", "四川省教育厅", July1);
        Proven(("NIGHT_SHIFT", "true")).When(late, ByMinjiang, July1).ThenRefused("filed-too-late", "filedOn");
        // Filed in time for the planned day, too late for the earlier one that took its place.
        var moved = LiHoldsAPlace.Given(new RecordSchoolKind(Minjiang, SchoolKind.VocationalCollege), ByChamber).Given(Plan with { StartsOn = July1.AddDays(20) }, ByMinjiang)
            .Given(late with { FiledOn = July1.AddDays(5) }, ByMinjiang, July1.AddDays(5))
            .Given(Plan, ByMinjiang)
            .Given(Prove(("NIGHT_SHIFT", "true")), ByChamber);
        StopsAt(moved, "V-26");
    }

    [Fact]
    public void Undergraduates_go_by_their_own_book_where_quotas_pay_and_consent_are_no_law()
    {
        var ordinary = LiHoldsAPlace.Given(new RecordSchoolKind(Minjiang, SchoolKind.OrdinaryUniversity), ByChamber).Given(Plan, ByMinjiang);
        var unpaid = ordinary.Given(Prove(("STAFF_IN_POST", "3"), ("PAYEE", "OTHER"), ("SCATTERED", "true"), ("PAY_PER_MONTH", "0")), ByChamber);
        StopsAt(unpaid, "U-03", "U-11");
        Starts(unpaid.Given(new DepartFromRule(LisPlacement, "U-03", "企业分布分散，已建立联系台账"), ByMinjiang).Given(new DepartFromRule(LisPlacement, "U-11", "实习不足一个月"), ByMinjiang));
        StopsAt(ordinary.Given(Prove(("INTERMEDIARY_USED", "true")), ByChamber), "U-05");
        StopsAt(ordinary.Given(Prove(("COOPERATION_AGREED_ON", "2026-07-02")), ByChamber), "U-06");
    }

    [Fact]
    public void A_recognition_visit_asks_less_until_the_student_does_real_work()
    {
        var visit = AtAVocationalSchool.Given(Plan with { Kind = PlacementKind.Recognition }, ByMinjiang);
        Starts(visit.Given(Prove(("AGE_AT_START", "15"), ("STAFF_IN_POST", "3")), ByChamber));
        StopsAt(visit.Given(Prove(("REAL_TASK_DAYS", "6")), ByChamber), "V-40");
    }

    [Fact]
    public void Where_the_work_is_done_a_soft_rule_can_be_hard_and_a_limit_lower()
    {
        var tightened = Proven(("SAME_MAJOR_CATEGORY", "false"), ("HOURS_PER_WEEK", "42"))
            .Given(new TightenRule("V-05", "61", RuleForce.Hard, null, false, "陕西省职业学校学生实习管理实施细则", Today), ByChamber)
            .Given(new TightenRule("V-27", "3302", RuleForce.Hard, 40, false, "宁波市职业教育校企合作促进条例第九条", Today), ByChamber);
        StopsAt(tightened, "V-05");
        Starts(tightened.Given(new DepartFromRule(LisPlacement, "V-05", "学生自愿跨类实践"), ByMinjiang));

        var inXian = tightened.Given(new ProvePlacement(LisPlacement, [new(ProofItem.SiteDivision, "610113", null)]), ByMinjiang);
        inXian.When(new DepartFromRule(LisPlacement, "V-05", "学生自愿跨类实践"), ByMinjiang).ThenRefused("rule-is-hard", "ruleId");
        StopsAt(inXian, "V-05");
        var inNingbo = tightened.Given(new ProvePlacement(LisPlacement, [new(ProofItem.SiteDivision, "330203", null)]), ByMinjiang);
        StopsAt(inNingbo, "V-05", "V-27");
    }

    [Fact]
    public void A_zone_can_adopt_a_rule_for_all_schools_as_its_own_policy()
    {
        var adopted = LiHoldsAPlace.Given(new RecordSchoolKind(Minjiang, SchoolKind.OrdinaryUniversity), ByChamber).Given(Plan, ByMinjiang)
            .Given(new TightenRule("V-29", null, RuleForce.Hard, null, true, "综试区实习管理办法", Today), ByChamber)
            .Given(Prove(("PAYEE", "OTHER")), ByChamber);
        StopsAt(adopted, "V-29");
        ((PlacementStarted)adopted.Given(Prove(), ByChamber).When(Start, ByMinjiang).Accepted.Facts[0].Fact).Verdicts.Single(verdict => verdict.RuleId == "V-29").TightenedBy.ShouldBe("综试区实习管理办法");
    }

    [Fact]
    public void A_rule_is_made_stricter_never_looser()
    {
        var tighten = new TightenRule("V-05", "61", RuleForce.Hard, null, false, "陕西省实施细则", Today);
        Books.When(tighten with { RuleId = "V-99" }, ByChamber).ThenRefused("rule-unknown", "ruleId");
        Books.When(tighten with { RuleId = "V-12" }, ByChamber).ThenRefused("rule-is-a-note", "ruleId");
        Books.When(tighten with { Limit = 3 }, ByChamber).ThenRefused("rule-has-no-limit", "limit");
        Books.When(tighten with { RuleId = "V-17", Force = RuleForce.Soft }, ByChamber).ThenRefused("rule-not-loosened", "force");
        Books.When(tighten with { RuleId = "V-07", Limit = -1 }, ByChamber).ThenRefused("limit-out-of-range", "limit");
        Books.When(tighten with { Division = "6" }, ByChamber).ThenRefused("division-unknown", "division");
        Books.When(tighten with { Citation = "细" }, ByChamber).ThenRefused("name-out-of-range", "citation");
        Books.When(tighten with { From = new DateOnly(1999, 1, 1) }, ByChamber).ThenRefused("date-out-of-range", "from");
        Books.Given(tighten, ByChamber).When(tighten, ByChamber).ThenNothing();
        Books.When(tighten, ByMinjiang).ThenRefused("not-allowed");
    }

    [Fact]
    public void An_item_takes_the_word_of_one_party_and_a_value_of_its_type()
    {
        ProvePlacement One(string item, string value, string? paper = null) => new(LisPlacement, [new(item, value, paper)]);
        Planned.When(One("PAPERS_HELD", "false"), ByLi).Accepted.Facts.ShouldHaveSingleItem();
        Planned.When(One("PAPERS_HELD", "false"), ByMinjiang).ThenRefused("proof-of-another", "proofs");
        Planned.When(One("PAPERS_HELD", "false"), ByBakery).ThenRefused("proof-of-another", "proofs");
        Planned.When(One("STAFF_IN_POST", "19"), ByBakery).Accepted.Facts.ShouldHaveSingleItem();
        Planned.When(One("STAFF_IN_POST", "many"), ByBakery).ThenRefused("proof-ill-typed", "proofs");
        Planned.When(One("WORKPLACE", "SPACE"), ByMinjiang).ThenRefused("proof-ill-typed", "proofs");
        Planned.When(One("SITE_DIVISION", "51140"), ByMinjiang).ThenRefused("proof-ill-typed", "proofs");
        Planned.When(One("HEIGHT", "170"), ByMinjiang).ThenRefused("proof-unknown", "proofs");
        Planned.When(One("SCATTERED", "true", "abc"), ByMinjiang).ThenRefused("hash-ill-formed", "proofs");
        Planned.When(new ProvePlacement(LisPlacement, []), ByMinjiang).ThenRefused("proofs-out-of-range", "proofs");
        Planned.When(One("SCATTERED", "true"), ByEmei).ThenRefused("not-found");
        Planned.When(One("SCATTERED", "true"), BySilk).ThenRefused("not-found");
        Planned.When(One("PAPERS_HELD", "false"), ByWang).ThenRefused("not-found");
        Planned.Given(One("SCATTERED", "true"), ByMinjiang).When(One("SCATTERED", "true"), ByMinjiang).ThenNothing();
    }

    [Fact]
    public void A_university_plans_for_its_own_student_who_holds_a_place_within_the_internships_days()
    {
        AtAVocationalSchool.When(Plan, ByEmei).ThenRefused("not-found");
        AtAVocationalSchool.When(Plan with { TalentId = Wang }, ByMinjiang).ThenRefused("not-found");
        AtAVocationalSchool.When(Plan with { StartsOn = July1.AddDays(-1) }, ByMinjiang).ThenRefused("outside-the-internship", "startsOn");
        AtAVocationalSchool.When(Plan with { EndsOn = July1.AddYears(1).AddDays(1) }, ByMinjiang).ThenRefused("outside-the-internship", "endsOn");
        LiHoldsAPlace.When(Plan, ByMinjiang).ThenRefused("school-kind-unknown", "internshipId");
        Planned.When(Plan, ByMinjiang).ThenNothing();
        Proven().Given(Start, ByMinjiang).When(Plan, ByMinjiang).ThenRefused("placement-started");
        Books.When(new RecordSchoolKind(Bakery, SchoolKind.VocationalCollege), ByChamber).ThenRefused("not-found", "universityId");
        AtAVocationalSchool.When(new RecordSchoolKind(Minjiang, SchoolKind.VocationalCollege), ByChamber).ThenNothing();
    }

    [Fact]
    public void A_departure_has_a_reason_and_is_from_a_soft_rule()
    {
        Planned.When(new DepartFromRule(LisPlacement, "V-17", "学校特别安排"), ByMinjiang).ThenRefused("rule-is-hard", "ruleId");
        Planned.When(new DepartFromRule(LisPlacement, "V-12", "学校特别安排"), ByMinjiang).ThenRefused("rule-is-hard", "ruleId");
        Planned.When(new DepartFromRule(LisPlacement, "X-1", "学校特别安排"), ByMinjiang).ThenRefused("rule-unknown", "ruleId");
        Planned.When(new DepartFromRule(LisPlacement, "V-07", "无"), ByMinjiang).ThenRefused("name-out-of-range", "reason");
        Planned.When(new DepartFromRule(LisPlacement, "V-07", "学校特别安排"), ByBakery).ThenRefused("not-allowed");
        var departed = Planned.Given(new DepartFromRule(LisPlacement, "V-07", "学校特别安排"), ByMinjiang);
        departed.When(new DepartFromRule(LisPlacement, "V-07", "学校特别安排"), ByMinjiang).ThenNothing();
    }

    [Fact]
    public void An_exemption_is_a_filed_record_for_rules_that_can_be_lifted()
    {
        var file = new FileExemption(LisPlacement, ["V-26"], "备〔2026〕12号", "四川省教育厅", Today);
        Planned.When(file with { RuleIds = [] }, ByMinjiang).ThenRefused("rules-missing", "ruleIds");
        Planned.When(file with { RuleIds = ["V-26", "V-18"] }, ByMinjiang).ThenRefused("rule-not-exemptible", "ruleIds");
        Planned.When(file with { FilingNumber = "1" }, ByMinjiang).ThenRefused("name-out-of-range", "filingNumber");
        Planned.When(file with { Authority = "厅" }, ByMinjiang).ThenRefused("name-out-of-range", "authority");
        Planned.When(file with { FiledOn = Today.AddDays(1) }, ByMinjiang).ThenRefused("date-out-of-range", "filedOn");
        Planned.Given(file, ByMinjiang).When(file, ByMinjiang).ThenNothing();
    }

    [Fact]
    public void A_completed_placement_completes_its_place_and_one_broken_off_gives_it_back()
    {
        var running = Proven().Given(Start, ByMinjiang);
        running.When(new GiveBackPlace(Summer, Li), ByLi).ThenRefused("placement-running", "internshipId");
        running.When(new EndPlacement(LisPlacement, true, null, null), ByMinjiang).ThenRefused("outside-the-placement", "endedOn");

        var complete = new EndPlacement(LisPlacement, true, null, null);
        var completed = running.Given(complete, ByMinjiang, December31);
        completed.Streams[Summer][^1].ShouldBeOfType<PlaceCompleted>().Effective.ShouldBe(December31);
        completed.When(complete, ByMinjiang, December31).ThenNothing();
        completed.When(new GiveBackPlace(Summer, Li), ByLi, December31).ThenRefused("place-completed", "internshipId");
        completed.When(new EndPlacement(LisPlacement, false, "提前离岗", null), ByBakery, December31).ThenRefused("placement-ended");
        completed.When(Prove(), ByChamber).ThenRefused("placement-ended");
        completed.When(Start, ByMinjiang).ThenRefused("placement-ended");

        var off = new EndPlacement(LisPlacement, false, "企业停产", new DateOnly(2026, 9, 1));
        running.When(off with { Reason = null }, ByBakery, December31).ThenRefused("name-out-of-range", "reason");
        var brokenOff = running.Given(off, ByBakery, December31);
        brokenOff.Streams[Summer][^1].ShouldBeOfType<PlaceGivenBack>().Effective.ShouldBe(new DateOnly(2026, 9, 1));
        // The place is free again, also for the same student, whose file begins anew.
        var again = brokenOff.Given(new WithdrawPlace(Summer, Li), ByLi, December31).Given(Plan with { StartsOn = new DateOnly(2027, 1, 1), EndsOn = null }, ByMinjiang, December31);
        again.When(Start, ByMinjiang).Decision.ShouldBeOfType<Decision.Refused>().Refusals.ShouldContain(refusal => refusal.Code == "rule-unproven");
    }

    [Fact]
    public void A_placement_starts_only_while_the_student_holds_the_place() =>
        Proven().Given(new GiveBackPlace(Summer, Li), ByLi).When(Start, ByMinjiang).ThenRefused("place-not-held", "placementId");

    [Fact]
    public void What_does_not_exist_is_not_found()
    {
        const string nowhere = "placement-none";
        Books.When(new StartPlacement(nowhere)).ThenRefused("not-found", "placementId");
        Books.When(new ProvePlacement(nowhere, [])).ThenRefused("not-found", "placementId");
        Books.When(new DepartFromRule(nowhere, "V-07", "学校特别安排")).ThenRefused("not-found", "placementId");
        Books.When(new FileExemption(nowhere, ["V-26"], "备案", "教育厅", Today)).ThenRefused("not-found", "placementId");
        Books.When(new ExtendPlacement(nowhere, Today)).ThenRefused("not-found", "placementId");
        Books.When(new EndPlacement(nowhere, true, null, null)).ThenRefused("not-found", "placementId");
    }
}
