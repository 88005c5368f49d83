using System.Collections.Immutable;
using TalentBank.Access;

namespace TalentBank.Tests.Rules;

/// <summary>
/// A rule's test: given the facts of some streams, when a command comes, then these facts, nothing, or a refusal.
/// A scenario is a value: tests extend the one that their class begins with.
/// </summary>
internal sealed record Scenario(ImmutableDictionary<string, ImmutableList<Fact>> Streams)
{
    public static readonly Scenario Empty = new(ImmutableDictionary<string, ImmutableList<Fact>>.Empty);

    /// <summary>More facts at the end of a stream.</summary>
    public Scenario Given(string stream, params IReadOnlyList<Fact> facts) =>
        new(Streams.SetItem(stream, Streams.GetValueOrDefault(stream, []).AddRange(facts)));

    /// <summary>The facts that a command made, which the rules must have accepted.</summary>
    public Scenario Given(Command done, Actor? by = null, DateOnly? today = null) =>
        When(done, by, today).Accepted.Facts.Aggregate(this, (scenario, fact) => scenario.Given(fact.Stream, fact.Fact));

    /// <summary>A command comes: from the bank itself and on <see cref="Meishan.Today"/> if not said.</summary>
    public Outcome When(Command command, Actor? by = null, DateOnly? today = null) =>
        new(InMemoryBank.Decide(command, by ?? Actor.Bank, today ?? Meishan.Today, stream => Streams.GetValueOrDefault(stream, [])));

    internal sealed record Outcome(Decision Decision)
    {
        public Decision.Accepted Accepted => Decision is Decision.Refused refused
            ? throw new ShouldAssertException($"Refused: {string.Join(", ", refused.Refusals.Select(refusal => $"{refusal.Code} ({refusal.Field})"))}.")
            : Decision.ShouldBeOfType<Decision.Accepted>();

        /// <summary>Exactly these facts, in this order, each in its stream.</summary>
        public void ThenFacts(params IReadOnlyList<(string Stream, Fact Fact)> facts) =>
            Written(Accepted.Facts).ShouldBe(Written(facts));

        /// <summary>Accepted, but nothing changes.</summary>
        public void ThenNothing() => Written(Accepted.Facts).ShouldBeEmpty();

        /// <summary>Accepted, answering this id.</summary>
        public Outcome Answering(string result)
        {
            Accepted.Result.ShouldBe(result);
            return this;
        }

        public void ThenRefused(string code, string? field = null) =>
            Decision.ShouldBeOfType<Decision.Refused>().Refusals.ShouldHaveSingleItem().ShouldSatisfyAllConditions(
                refusal => refusal.Code.ShouldBe(code),
                refusal => refusal.Field.ShouldBe(field ?? refusal.Field));

        private static string[] Written(IEnumerable<(string Stream, Fact Fact)> facts) => [.. facts.Select(fact => $"{fact.Stream}: {Sealing.Write(fact.Fact)}")];
    }
}
