using System.Runtime.CompilerServices;

namespace TalentBank.GraphQL.Tests;

public sealed class VectorsTests
{
    /// <summary>And the output of the test says how many cases there are.</summary>
    [Fact]
    public void Every_file_of_recorded_cases_is_read_by_a_test()
    {
        var files = Vectors.Files();
        var tests = string.Concat(Directory.EnumerateFiles(Path.GetDirectoryName(Here())!, "*Tests.cs", SearchOption.AllDirectories).Select(File.ReadAllText));

        files.ShouldNotBeEmpty();
        files.Where(file => !tests.Contains($"\"{file}\"", StringComparison.Ordinal)).ShouldBeEmpty();
        foreach (var file in files)
            TestContext.Current.TestOutputHelper!.WriteLine($"{Vectors.Read(file).Count,6} {file}");
    }

    private static string Here([CallerFilePath] string file = "") => file;
}
