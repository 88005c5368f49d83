using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace TalentBank.Tests;

/// <summary>The rules of the house, as far as a machine can tell (docs/contributing.md).</summary>
public sealed partial class TidyTests
{
    private const int MostLines = 400;

    private static readonly IReadOnlyList<(string Path, string Text)> Product = [.. Repository.Sources("src/TalentBank")];
    private static readonly IReadOnlyList<(string Path, string Text)> All = [.. Repository.Sources("src")];

    [Fact]
    public void A_file_is_named_after_a_type_in_it() =>
        All.Where(source => Path.GetFileName(source.Path) is not ("GlobalUsings.cs" or "Program.cs" or "AssemblyInfo.cs"))
            .Where(source => !DeclaredIn(source.Text).Contains(Path.GetFileName(source.Path).Split('.')[0]))
            .Select(source => source.Path)
            .ShouldBeEmpty();

    [Fact]
    public void No_name_says_nothing()
    {
        All.SelectMany(source => DeclaredIn(source.Text)).Where(name => SaysNothing().IsMatch(name)).ShouldBeEmpty();
        All.Where(source => source.Path.Split('/').Any(part => part is "Core" or "Shared" or "Common" or "Helpers" or "Utils")).ShouldBeEmpty();
    }

    [Fact]
    public void An_interface_has_more_than_one_implementation()
    {
        var types = typeof(Command).Assembly.GetTypes().Concat(typeof(EventStore.Database).Assembly.GetTypes()).Where(type => !IsGenerated(type)).ToList();
        types.Where(type => type.IsInterface)
            .Where(contract => types.Count(type => !type.IsInterface && type.GetInterfaces().Any(implemented => Definition(implemented) == contract)) < 2)
            .Select(contract => contract.Name)
            .ShouldBeEmpty();
    }

    [Fact]
    public void The_product_neither_waits_nor_reads_a_clock() =>
        Product.Where(source => Impure().IsMatch(WithoutComments(source.Text))).Select(source => source.Path).ShouldBeEmpty();

    [Fact]
    public void References_run_from_server_to_product_to_engines()
    {
        ReferencesOf("TalentBank.EventStore").ShouldBeEmpty();
        ReferencesOf("TalentBank.GraphQL").ShouldBeEmpty();
        ReferencesOf("TalentBank").Except(["TalentBank.EventStore", "TalentBank.GraphQL"]).ShouldBeEmpty();
        typeof(Command).Assembly.GetReferencedAssemblies().ShouldNotContain(assembly => assembly.Name == "Npgsql");
    }

    [Fact]
    public void A_file_of_the_product_can_be_read_at_one_sitting() =>
        Product.Where(source => source.Text.Count(letter => letter == '\n') > MostLines).Select(source => source.Path).ShouldBeEmpty();

    [Fact]
    public void A_command_is_a_verb_and_a_noun() =>
        Derived(typeof(Command)).Where(command => Words().Count(command.Name) < 2 || command.Name.EndsWith("Command", StringComparison.Ordinal)).ShouldBeEmpty();

    [Fact]
    public void A_command_stands_in_a_file_of_its_own() =>
        Derived(typeof(Command)).Where(command => !Product.Any(source => Path.GetFileName(source.Path) == $"{command.Name}.cs")).ShouldBeEmpty();

    [Fact]
    public void A_fact_is_called_in_the_code_as_it_is_in_the_log() =>
        Bank.Facts.All.Where(fact => !fact.Key.StartsWith(string.Join('_', Words().Matches(Version().Replace(fact.Value.Name, "")).Select(word => word.Value.ToLowerInvariant())), StringComparison.Ordinal)).ShouldBeEmpty();

    [Fact]
    public void A_capability_maps_its_own_file_of_the_schema()
    {
        foreach (var file in Directory.EnumerateFiles(Repository.PathTo("schema"), "*.graphql").Select(file => Path.GetFileNameWithoutExtension(file)).Where(name => name is not "schema"))
            Product.ShouldContain(source => source.Path.Equals($"src/TalentBank/{file}/{file}GraphQL.cs", StringComparison.OrdinalIgnoreCase), $"schema/{file}.graphql");
    }

    /// <summary>A reference is a path in backticks that has a slash in it.</summary>
    [Fact]
    public void Every_path_on_the_map_exists()
    {
        var paths = PathOnMap().Matches(File.ReadAllText(Repository.PathTo("docs/map.md"))).Select(match => match.Groups["path"].Value).ToList();
        paths.Count.ShouldBeGreaterThan(20);
        paths.Where(path => !File.Exists(Repository.PathTo(path)) && !Directory.Exists(Repository.PathTo(path))).ShouldBeEmpty();
    }

    [Fact]
    public void Every_command_and_read_model_is_on_the_map()
    {
        var map = File.ReadAllText(Repository.PathTo("docs/map.md"));
        Product.Where(source => source.Text.Contains(": Command\n", StringComparison.Ordinal) || source.Text.Contains("DocumentModel<", StringComparison.Ordinal))
            .Where(source => source.Path.Count(letter => letter == '/') > 2)
            .Where(source => !map.Contains($"`{source.Path}`", StringComparison.Ordinal))
            .Select(source => source.Path)
            .ShouldBeEmpty();
    }

    private static List<string> DeclaredIn(string text) => [.. Declaration().Matches(text).Select(match => match.Groups["name"].Value)];

    private static string WithoutComments(string text) => Comment().Replace(text, "");

    private static IEnumerable<string> ReferencesOf(string project) =>
        XDocument.Load(Repository.PathTo($"src/{project}/{project}.csproj")).Descendants("ProjectReference")
            .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value.Replace('\\', '/')));

    private static IEnumerable<Type> Derived(Type type) => type.Assembly.GetTypes().Where(candidate => candidate.IsSubclassOf(type));

    private static Type Definition(Type type) => type.IsGenericType ? type.GetGenericTypeDefinition() : type;

    private static bool IsGenerated(Type type) => type.GetCustomAttribute<System.Runtime.CompilerServices.CompilerGeneratedAttribute>() is not null;

    [GeneratedRegex(@"^\s*((public|internal|private|protected|sealed|static|abstract|partial|readonly|file) )+(record struct|record class|record|class|struct|interface|enum) (?<name>[A-Za-z0-9]+)|^\s*(public|internal) delegate [^(]+? (?<name>[A-Za-z0-9]+)\(", RegexOptions.ExplicitCapture | RegexOptions.Multiline, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Declaration();

    [GeneratedRegex("(Manager|Helpers?|Utils?|Utility|Service|Dto|Impl|Common|Base)$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SaysNothing();

    [GeneratedRegex(@"\b(async|await|Task|ValueTask|Thread|DateTime\.(Utc)?Now|DateTimeOffset\.(Utc)?Now|Guid\.NewGuid|new Random)\b", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Impure();

    [GeneratedRegex("//[^\n]*", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Comment();

    [GeneratedRegex("[A-Z][a-z0-9]*", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Words();

    /// <summary>At the end of a former fact's name.</summary>
    [GeneratedRegex("V[0-9]+$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Version();

    [GeneratedRegex("`(?<path>[A-Za-z0-9_.-]+(/[A-Za-z0-9_.-]*)+)`", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex PathOnMap();
}
