using TalentBank.GraphQL.Execution;
using TalentBank.GraphQL.Types;

namespace TalentBank.GraphQL.Tests.Execution;

/// <summary>A library whose books and authors are looked up by loaders; each call is written down.</summary>
public sealed class LoaderTests
{
    private static readonly Schema Schema = Schema.Build("""
        type Query { books: [Book!]! book(id: Int!): Book author(id: Int!): Author slow: Book }
        type Mutation { first: Book second: Book }
        type Book { id: Int! author: Author twice: Author publisher: Publisher }
        type Author { id: Int! best: Book }
        type Publisher { id: Int! }
        """);

    private readonly TaskCompletionSource<object?> _slow = new();

    private static Resolvers Resolvers(Task<object?> slow) => new Resolvers()
        .Field("Query.books", _ => Enumerable.Range(0, 50).Select(id => new Thing(id)))
        .Field("Query.book", async context => await context.Load(Of(context).Books, context.Argument<int>("id")))
        .Field("Query.author", async context => await context.Load(Of(context).Authors, context.Argument<int>("id")))
        .Field("Query.slow", async _ => await slow)
        .Field("Mutation.first", async context => await context.Load(Of(context).Books, 1))
        .Field("Mutation.second", async context => await context.Load(Of(context).Books, 2))
        .Field("Book.author", async context => await context.Load(Of(context).Authors, Id(context) % 5))
        .Field("Book.twice", async context => await context.Load(Of(context).Authors, (await context.Load(Of(context).Authors, Id(context))).Id + 1))
        .Field("Book.publisher", async context => await context.Load(Of(context).Publishers, Id(context)))
        .Field("Author.best", async context => await context.Load(Of(context).Books, 100 + Id(context)))
        .Bind<Thing>("Book").Bind<Thing>("Author").Bind<Thing>("Publisher");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Siblings_in_a_list_share_one_call_and_so_do_their_children()
    {
        var shelf = new Shelf();

        var result = await Answered("{ books { author { best { author { id } } } } }", shelf);

        result.Errors.ShouldBeEmpty();
        shelf.Rounds.ShouldBe(["authors: 50", "books: 50", "authors: 50"]);
    }

    [Fact]
    public async Task Loaders_that_are_due_at_the_same_moment_are_called_before_any_has_answered()
    {
        var shelf = new Shelf();

        await Answered("{ books { author { id } publisher { id } } book(id: 7) { id } }", shelf);

        shelf.Rounds.ShouldBe(["authors: 50, books: 1, publishers: 50"]);
    }

    [Fact]
    public async Task Branches_of_different_depth_meet_in_the_same_rounds()
    {
        var shelf = new Shelf();

        await Answered("{ author(id: 1) { best { author { id } } } books { twice { id } } }", shelf);

        shelf.Rounds.ShouldBe(["authors: 51", "authors: 50, books: 1", "authors: 1"]);
    }

    [Fact]
    public async Task Who_waits_for_something_else_holds_nobody_up_and_its_children_are_gathered_all_the_same()
    {
        var shelf = new Shelf();

        var executing = Execute("{ slow { author { id } publisher { id } } books { author { id } } }", shelf);
        shelf.Asked.ShouldBe("authors: 50");
        _slow.SetResult(new Thing(3));
        shelf.Asked.ShouldBe("authors: 50");   // one round at a time
        shelf.Answer();
        shelf.Asked.ShouldBe("authors: 1, publishers: 1");
        shelf.Answer();

        (await executing).Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_is_asked_for_when_nothing_else_runs_is_called_at_once()
    {
        var shelf = new Shelf();

        var executing = Execute("{ slow { author { id } publisher { id } } }", shelf);
        shelf.Asked.ShouldBeEmpty();
        _slow.SetResult(new Thing(3));

        shelf.Asked.ShouldBe("authors: 1, publishers: 1");
        shelf.Answer();
        (await executing).Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task Fields_of_a_mutation_are_loaded_one_after_the_other()
    {
        var shelf = new Shelf();

        await Answered("mutation { first { author { id } publisher { id } } second { id } }", shelf);

        shelf.Rounds.ShouldBe(["books: 1", "authors: 1, publishers: 1", "books: 1"]);
    }

    [Fact]
    public async Task A_loader_that_fails_fails_its_fields_and_no_others()
    {
        var shelf = new Shelf { Broken = "authors" };

        var result = await Answered("{ book(id: 1) { id author { id } publisher { id } } }", shelf);

        result.Errors.ShouldHaveSingleItem().Path.ShouldBe(["book", "author"]);
        var book = (IReadOnlyDictionary<string, object?>)result.Data!["book"]!;
        book["author"].ShouldBeNull();
        book["publisher"].ShouldNotBeNull();
    }

    [Fact]
    public async Task What_need_not_be_loaded_makes_no_call()
    {
        var shelf = new Shelf();

        (await Execute("{ books { id } }", shelf)).Errors.ShouldBeEmpty();

        shelf.Asked.ShouldBeEmpty();
    }

    /// <summary>Answers round by round until the request is.</summary>
    private async Task<ExecutionResult> Answered(string query, Shelf shelf)
    {
        var executing = Execute(query, shelf);
        while (shelf.Asked.Length > 0)
            shelf.Answer();
        return await executing;
    }

    private static Shelf Of(FieldContext context) => (Shelf)context.RequestContext!;

    private static int Id(FieldContext context) => ((Thing)context.Parent!).Id;

    private Task<ExecutionResult> Execute(string query, Shelf shelf) =>
        new Engine(Schema, Resolvers(_slow.Task)).Execute(new GraphQLRequest(query), shelf, Cancel).AsTask();

    private sealed record Thing(int Id);

    /// <summary>What one request looks up, round by round: nothing is answered before the test says so.</summary>
    private sealed class Shelf
    {
        private readonly List<string> _rounds = [];
        private readonly List<string> _asked = [];
        private List<TaskCompletionSource> _open = [];

        public Shelf()
        {
            Books = Of("books");
            Authors = Of("authors");
            Publishers = Of("publishers");
        }

        public Loader<int, Thing> Books { get; }

        public Loader<int, Thing> Authors { get; }

        public Loader<int, Thing> Publishers { get; }

        public string? Broken { get; init; }

        /// <summary>What was asked for and not yet answered.</summary>
        public string Asked => string.Join(", ", _asked.Order(StringComparer.Ordinal));

        /// <summary>What was answered together.</summary>
        public IReadOnlyList<string> Rounds => _rounds;

        /// <summary>Answers all that was asked for; whatever follows from it has run when this returns.</summary>
        public void Answer()
        {
            _rounds.Add(Asked);
            _asked.Clear();
            var open = _open;
            _open = [];
            open.ForEach(asked => asked.SetResult());
        }

        private Loader<int, Thing> Of(string name) => new(async (keys, _) =>
        {
            _asked.Add($"{name}: {keys.Count}");
            var answered = new TaskCompletionSource();
            _open.Add(answered);
            await answered.Task;
            return name == Broken ? throw new InvalidOperationException("Broken.") : [.. keys.Select(key => new Thing(key))];
        });
    }
}
