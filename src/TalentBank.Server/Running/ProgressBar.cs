using System.Diagnostics;
using System.Globalization;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace TalentBank.Server.Running;

/// <summary>
/// Long work, shown on the error stream while it goes on: how much is done, how fast, and how long it will take. At a terminal
/// it is a bar; in a file or a service's journal a line from time to time.
/// </summary>
internal static class ProgressBar
{
    /// <param name="what">What is going on: "Exporting".</param>
    /// <param name="read">How much is done, and of how much.</param>
    /// <param name="work">The work, which reports on itself.</param>
    public static Task<T> Show<T, TReport>(string what, Func<TReport, (long Done, long Of)> read, Func<IProgress<TReport>, Task<T>> work) =>
        Console.IsErrorRedirected
            ? work(new Lines<TReport>(what, read))
            : BankCommandLine.Errors.Progress()
                .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RateColumn(), new RemainingTimeColumn())
                .StartAsync(context => work(new Bar<TReport>(context.AddTask(what, maxValue: 1), read)));

    private sealed class Bar<TReport>(ProgressTask task, Func<TReport, (long Done, long Of)> read) : IProgress<TReport>
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
            new Spectre.Console.Text(task.Speed is { } speed ? string.Create(CultureInfo.InvariantCulture, $"{speed:N0}/s") : "");
    }

    private sealed class Lines<TReport>(string what, Func<TReport, (long Done, long Of)> read) : IProgress<TReport>
    {
        private static readonly TimeSpan Between = TimeSpan.FromSeconds(5);

        private readonly Stopwatch _watch = Stopwatch.StartNew();
        private TimeSpan _told;

        public void Report(TReport value)
        {
            if (_watch.Elapsed - _told < Between)
                return;
            _told = _watch.Elapsed;
            var (done, of) = read(value);
            var perSecond = done / _told.TotalSeconds;
            var left = TimeSpan.FromSeconds(perSecond > 0 ? Math.Max(0, of - done) / perSecond : 0);
            Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what}: {done:N0} of {of:N0}, {perSecond:N0}/s, {left:h\\:mm\\:ss} left"));
        }
    }
}
