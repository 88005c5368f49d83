using System.Text.Json;
using TalentBank.Dues;
using TalentBank.EventStore.ReadModels;
using TalentBank.Positions;
using static TalentBank.Tests.Meishan;

namespace TalentBank.Tests.Rules;

/// <summary>What the bank does by itself: how a due ends, and what the read model says is due.</summary>
public sealed class DueRules
{
    private const string Post = "position-1";
    private static readonly DateOnly Month = Today.AddMonths(1);
    private static readonly Scenario WithPosition = Books.Given(new DepositPosition(Post, Bakery, "OPERATIONS", true, "运营专员", 3, Origin.NewDemand, null));
    private static readonly MeetDue Ask = new($"ask-{Post}", Month, new AskIfNeeded(Post));

    [Fact]
    public void A_due_ends_with_the_facts_of_its_command() =>
        WithPosition.When(Ask, today: Month).ThenFacts((Post, new NeedAsked(Post, Bakery, Month.AddDays(14), Month)));

    [Fact]
    public void A_due_with_nothing_to_do_is_met_all_the_same() =>
        WithPosition.Given(new ClosePosition(Post, null, null)).When(Ask, today: Month)
            .ThenFacts(($"due-ask-{Post}", new DueMet($"ask-{Post}", null, Month)));

    [Fact]
    public void A_due_that_a_rule_refuses_is_met_with_the_reason() =>
        Books.When(new MeetDue("confirm", Month, new ConfirmNeed("position-none")), today: Month)
            .ThenFacts(("due-confirm", new DueMet("confirm", "not-found", Month)));

    /// <summary>The command's facts do not end it, so that a fact of its own does.</summary>
    [Fact]
    public void A_due_comes_once_whoever_sends_it_again()
    {
        var more = new MeetDue("more", Month, new ChangeOpenings(Post, 1, Month));
        var met = WithPosition.Given(more, today: Month);

        met.Streams[Post].Last().ShouldBe(new OpeningsChanged(Post, Bakery, "OPERATIONS", true, 1, Month));
        met.When(more, today: Month.AddDays(7)).ThenNothing();
        met.When(more with { On = Month.AddDays(1) }, today: Month.AddDays(7)).Accepted.Facts.Count.ShouldBe(2, "another day is another due");
    }

    [Fact]
    public void Nobody_but_the_bank_itself_meets_dues()
    {
        WithPosition.When(Ask, ByChamber).ThenRefused("not-allowed");
        WithPosition.When(Ask, ByBakery).ThenRefused("not-allowed");
    }

    [Fact]
    public void The_last_word_under_a_key_counts()
    {
        var models = new InMemoryReadModels();
        Fold(models, new PositionDeposited(Post, Bakery, "OPERATIONS", true, "运营专员", 3, Origin.NewDemand, Today));
        Upcoming(models).ShouldBe([new UpcomingDue($"ask-{Post}", Month, new AskIfNeeded(Post))]);

        Fold(models, new NeedAsked(Post, Bakery, Month.AddDays(14), Month));
        Upcoming(models).ShouldBe([new UpcomingDue($"suspend-{Post}", Month.AddDays(14), new SuspendPosition(Post, Month.AddDays(14)))]);

        Fold(models, new NeedConfirmed(Post, Bakery, Month.AddDays(2)));
        Upcoming(models).ShouldBe([new UpcomingDue($"ask-{Post}", Month.AddDays(2).AddMonths(1), new AskIfNeeded(Post))]);

        Fold(models, new DueMet($"ask-{Post}", null, Month));
        Upcoming(models).Count.ShouldBe(1, "it was put off before the bank noticed");

        Fold(models, new PositionClosed(Post, Bakery, "OPERATIONS", true, 3, null, Month.AddDays(3)));
        Upcoming(models).ShouldBeEmpty();
    }

    /// <summary>Every due that some fact speaks of can be kept as a document and read again.</summary>
    [Fact]
    public void A_command_is_kept_as_data()
    {
        var dues = Bank.Facts.All.Keys
            .Select(name => Bank.Facts.Read(name, File.ReadAllText(Repository.PathTo($"tests/TalentBank.Tests/Facts/{name}.json"))))
            .SelectMany(fact => fact.Dues()).OfType<Due.Arises>().ToList();
        dues.ShouldNotBeEmpty();
        foreach (var due in dues.Select(due => new UpcomingDue(due.Key, due.On, due.Command)))
            JsonSerializer.Deserialize<UpcomingDue>(JsonSerializer.Serialize(due, Json.Options), Json.Options).ShouldBe(due);
    }

    private static IReadOnlyList<UpcomingDue> Upcoming(InMemoryReadModels models) => [.. models.All(UpcomingDues.Model).Cast<UpcomingDue>()];

    private static void Fold(InMemoryReadModels models, Fact fact) => models.Fold(new Recorded(
        1, new Guid(1, 0, 0, new byte[8]), "meishan", Post, 1, Bank.Facts.NameOf(fact), new DateTimeOffset(fact.Effective, default, TimeSpan.Zero), "bank", Guid.Empty, fact));
}
