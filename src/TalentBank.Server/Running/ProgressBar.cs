using System.Globalization;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace TalentBank.Server.Running;

/// <summary>Long work, shown on the error stream while it goes on: how much is done, how fast, and how long it will take.</summary>
internal static class ProgressBar
{
    /// <param name="what">What is going on: "Exporting".</param>
    /// <param name="read">How much is done, and of how much.</param>
    /// <param name="work">The work, which reports on itself.</param>
    public static Task<T> Show<T, TReport>(string what, Func<TReport, (long Done, long Of)> read, Func<IProgress<TReport>, Task<T>> work) =>
        BankCommandLine.Errors.Progress()
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RateColumn(), new RemainingTimeColumn())
            .StartAsync(context => work(new Shown<TReport>(context.AddTask(what, maxValue: 1), read)));

    private sealed class Shown<TReport>(ProgressTask task, Func<TReport, (long Done, long Of)> read) : IProgress<TReport>
    {
        public void Report(TReport value)
        {
            var (done, of) = read(value);
            task.MaxValue = Math.Max(1, of);
            task.Value = done;
        }
    }

    private sealed class RateColumn : ProgressColumn
    {
        public override IRenderable Render(RenderOptions options, ProgressTask task, TimeSpan deltaTime) =>
            new Spectre.Console.Text(task.Speed is { } speed ? string.Create(CultureInfo.InvariantCulture, $"{speed:N0} facts/s") : "");
    }
}
