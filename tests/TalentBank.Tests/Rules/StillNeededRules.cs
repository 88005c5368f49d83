using TalentBank.Hiring;
using TalentBank.Positions;
using static TalentBank.Tests.Meishan;

namespace TalentBank.Tests.Rules;

public sealed class StillNeededRules
{
    private const string Post = "position-1";
    private static readonly DateOnly Asked = Today.AddMonths(1);
    private static readonly DateOnly AnswerBy = Asked.AddDays(StillNeeded.DaysToAnswer);
    private static readonly Scenario WithPosition = Books.Given(new DepositPosition(Post, Bakery, "OPERATIONS", true, "运营专员", 3, Origin.NewDemand, null));
    private static readonly Scenario WithQuestion = WithPosition.Given(new AskIfNeeded(Post), today: Asked);
    private static readonly Scenario WithSuspension = WithQuestion.Given(new SuspendPosition(Post, AnswerBy), today: AnswerBy.AddDays(7));

    [Fact]
    public void The_time_to_answer_begins_when_the_bank_really_asks() =>
        WithPosition.When(new AskIfNeeded(Post), today: Asked.AddDays(20)).ThenFacts((Post, new NeedAsked(Post, Bakery, AnswerBy.AddDays(20), Asked.AddDays(20))));

    [Fact]
    public void Where_nobody_is_looked_for_nobody_is_asked()
    {
        WithPosition.Given(new ChangeOpenings(Post, -3, null)).When(new AskIfNeeded(Post), today: Asked).ThenNothing();
        WithQuestion.When(new AskIfNeeded(Post), today: Asked).ThenNothing();
        Books.When(new AskIfNeeded(Post), today: Asked).ThenNothing();
    }

    [Fact]
    public void One_tap_answers() =>
        WithQuestion.When(new ConfirmNeed(Post), ByBakery, Asked.AddDays(3)).ThenFacts((Post, new NeedConfirmed(Post, Bakery, Asked.AddDays(3))));

    [Fact]
    public void Where_nobody_is_looked_for_nothing_can_be_confirmed()
    {
        WithPosition.Given(new ChangeOpenings(Post, -3, null)).When(new ConfirmNeed(Post), ByBakery).ThenRefused("no-opening-left", "positionId");
        WithQuestion.When(new ConfirmNeed(Post), BySilk).ThenRefused("not-found");
        WithQuestion.When(new ConfirmNeed("position-none"), ByChamber).ThenRefused("not-found", "positionId");
    }

    [Fact]
    public void Who_does_not_answer_has_it_suspended_with_effect_from_the_day() =>
        WithQuestion.When(new SuspendPosition(Post, AnswerBy), today: AnswerBy.AddDays(7))
            .ThenFacts((Post, new PositionSuspended(Post, Bakery, "OPERATIONS", true, 3, AnswerBy)));

    [Fact]
    public void Whom_was_hired_in_the_meantime_is_not_suspended() =>
        WithQuestion.Given(new RecordHire("employment-1", Bakery, Post, null, null, null, Tier.Frontline, EmploymentKind.FullTime, AnswerBy.AddDays(2)), today: AnswerBy.AddDays(7))
            .When(new SuspendPosition(Post, AnswerBy), today: AnswerBy.AddDays(7))
            .ThenFacts((Post, new PositionSuspended(Post, Bakery, "OPERATIONS", true, 2, AnswerBy)));

    [Fact]
    public void Who_has_answered_or_asked_for_more_is_not_suspended()
    {
        WithQuestion.Given(new ConfirmNeed(Post), today: Asked).When(new SuspendPosition(Post, AnswerBy), today: AnswerBy).ThenNothing();
        WithQuestion.Given(new ChangeOpenings(Post, 1, Asked), today: Asked).When(new SuspendPosition(Post, AnswerBy), today: AnswerBy).ThenNothing();
        WithQuestion.Given(new ClosePosition(Post, null, Asked), today: Asked).When(new SuspendPosition(Post, AnswerBy), today: AnswerBy).ThenNothing();
        WithQuestion.Given(new ChangeOpenings(Post, -1, Asked), today: Asked).When(new SuspendPosition(Post, AnswerBy), today: AnswerBy).Accepted.Facts.ShouldHaveSingleItem("asking for fewer says nothing of the others");
    }

    [Fact]
    public void Nobody_is_hired_into_what_is_suspended() =>
        WithSuspension.When(new RecordHire("employment-1", Bakery, Post, null, null, null, Tier.Frontline, EmploymentKind.FullTime, AnswerBy.AddDays(8)), today: AnswerBy.AddDays(8))
            .ThenRefused("no-opening-left", "positionId");

    [Fact]
    public void Who_answers_later_has_it_open_again()
    {
        var later = AnswerBy.AddDays(30);
        WithSuspension.When(new ConfirmNeed(Post), ByBakery, later).ThenFacts((Post, new PositionResumed(Post, Bakery, "OPERATIONS", true, 3, later)));
        WithSuspension.Given(new ConfirmNeed(Post), today: later).When(new ConfirmNeed(Post), ByBakery, later).ThenFacts((Post, new NeedConfirmed(Post, Bakery, later)));
    }

    [Fact]
    public void Who_closes_it_answers_too_and_what_was_suspended_is_cancelled()
    {
        var later = AnswerBy.AddDays(30);
        var closed = WithSuspension.When(new ClosePosition(Post, null, null), ByBakery, later);
        closed.ThenFacts(
            (Post, new PositionResumed(Post, Bakery, "OPERATIONS", true, 3, later)),
            (Post, new PositionClosed(Post, Bakery, "OPERATIONS", true, 3, null, later)));
        WithSuspension.Given(new ClosePosition(Post, null, null), today: later).When(new ClosePosition(Post, null, null), ByBakery, later).ThenNothing();
    }

    [Fact]
    public void Asking_and_suspending_are_the_banks_own()
    {
        WithPosition.When(new AskIfNeeded(Post), ByChamber, Asked).ThenRefused("not-allowed");
        WithQuestion.When(new SuspendPosition(Post, AnswerBy), ByBakery, AnswerBy).ThenRefused("not-allowed");
    }
}
