namespace TalentBank.Server.Tests.Simulation;

/// <summary>
/// One thread that runs everything, and a clock that moves only when nothing is left to run. What runs next is drawn, so that
/// a seed is one interleaving, and the same seed is the same run.
/// </summary>
internal sealed class Scheduler(Random random, DateTimeOffset start) : SynchronizationContext
{
    private readonly List<(SendOrPostCallback Callback, object? State)> _ready = [];
    private readonly PriorityQueue<Timer, (TimeSpan Due, long Order)> _timers = new();
    private readonly int _thread = Environment.CurrentManagedThreadId;
    private TimeSpan _elapsed;
    private TimeSpan _wall;
    private long _order;

    public TimeProvider Time => field ??= new Clock(this);

    /// <summary>How many turns were taken.</summary>
    public long Turns { get; private set; }

    public override void Post(SendOrPostCallback d, object? state)
    {
        if (Environment.CurrentManagedThreadId != _thread)
            throw new InvalidOperationException("Something left the simulation's thread: the run could not be repeated.");
        _ready.Add((d, state));
    }

    public override void Send(SendOrPostCallback d, object? state) => throw new NotSupportedException();

    /// <summary>Moves the clock on the wall, and not the time that has passed.</summary>
    public void Jump(TimeSpan by) => _wall += by;

    /// <summary>Waits, in simulated time; zero lets others run first.</summary>
    public Task Pause(TimeSpan time)
    {
        var over = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        if (time == TimeSpan.Zero)
            Post(_ => over.SetResult(), null);
        else
            _ = new Timer(this, _ => over.SetResult(), null, time);
        return over.Task;
    }

    /// <summary>Runs until the work is done.</summary>
    /// <exception cref="InvalidOperationException">Nothing is left to run, and the work is not done: it waits for ever.</exception>
    public void Run(Func<Task> work)
    {
        var before = Current;
        SetSynchronizationContext(this);
        try
        {
            var task = work();
            while (!task.IsCompleted)
            {
                if (_ready.Count > 0)
                    Take(random.Next(_ready.Count));
                else if (_timers.TryDequeue(out var timer, out var at))
                    Fire(timer, at);
                else
                    throw new InvalidOperationException("The simulation stands still: everything waits for something else.");
            }

            task.GetAwaiter().GetResult();
        }
        finally
        {
            SetSynchronizationContext(before);
        }
    }

    private void Take(int index)
    {
        Turns++;
        var (callback, state) = _ready[index];
        _ready[index] = _ready[^1];
        _ready.RemoveAt(_ready.Count - 1);
        callback(state);
    }

    private void Fire(Timer timer, (TimeSpan Due, long Order) at)
    {
        if (timer.Order != at.Order)
            return;
        _elapsed = at.Due;
        timer.Fire();
    }

    private sealed class Clock(Scheduler scheduler) : TimeProvider
    {
        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override DateTimeOffset GetUtcNow() => scheduler.Start + scheduler._elapsed + scheduler._wall;

        public override long GetTimestamp() => scheduler._elapsed.Ticks;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            period == Timeout.InfiniteTimeSpan ? new Timer(scheduler, callback, state, dueTime) : throw new NotSupportedException("Only timers that fire once.");
    }

    private DateTimeOffset Start => start;

    private sealed class Timer : ITimer
    {
        private readonly Scheduler _scheduler;
        private readonly TimerCallback _callback;
        private readonly object? _state;

        public Timer(Scheduler scheduler, TimerCallback callback, object? state, TimeSpan due)
        {
            (_scheduler, _callback, _state) = (scheduler, callback, state);
            Change(due, Timeout.InfiniteTimeSpan);
        }

        /// <summary>Which of its entries in the queue is the one that counts.</summary>
        public long Order { get; private set; } = -1;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            Order = -1;
            if (dueTime == Timeout.InfiniteTimeSpan)
                return true;
            Order = _scheduler._order++;
            _scheduler._timers.Enqueue(this, (_scheduler._elapsed + dueTime, Order));
            return true;
        }

        public void Fire()
        {
            Order = -1;
            _callback(_state);
        }

        public void Dispose() => Order = -1;

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
