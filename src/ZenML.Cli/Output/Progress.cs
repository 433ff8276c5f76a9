using System.Globalization;

namespace ZenML.Cli.Output;

/// <summary>
/// Shows on a terminal that a command still works: a line on standard error that appears after a second and disappears at the end. Other
/// output must go through <see cref="Interrupt"/> meanwhile, and nothing may ask a question.
/// </summary>
/// <remarks>For work that can be long only: on a terminal, it starts a thread.</remarks>
/// <param name="environment">The process.</param>
internal sealed class Progress(CliEnvironment environment)
{
    /// <summary>Shorter work shows nothing.</summary>
    public static readonly TimeSpan Silence = TimeSpan.FromSeconds(1);

    private const string Frames = "⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏";
    private const string EraseLine = "\r\u001b[K";

    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(120);

    private readonly Lock gate = new();
    private Work? current;
    private bool isShown;

    /// <summary>Shows that something is being done until the result is disposed of.</summary>
    /// <param name="what">What is being done, such as <c>Checking the store</c>. It must not contain text from elsewhere.</param>
    /// <param name="amount">How much of it is done, which is shown as a percentage; null if that is not known.</param>
    public IDisposable Begin(string what, Amount? amount = null)
    {
        if (!environment.ErrorIsTerminal || environment.Variable("TERM") == "dumb" || current is not null)
        {
            return Nothing.Instance;
        }

        var work = new Work(this, what, amount);
        current = work;
        work.Start(environment.Clock);
        return work;
    }

    /// <summary>Shows that something is being done until it is done.</summary>
    /// <param name="what">As in <see cref="Begin"/>.</param>
    /// <param name="work">Does it.</param>
    public async Task<TResult> ShowAsync<TResult>(string what, Func<Task<TResult>> work)
    {
        using var shown = Begin(what);
        return await work();
    }

    /// <summary>Changes what is shown, because the work goes on with something else.</summary>
    /// <param name="what">As in <see cref="Begin"/>.</param>
    public void GoOn(string what)
    {
        lock (gate)
        {
            if (current is { } work)
            {
                work.What = what;
            }
        }
    }

    /// <summary>Writes to the terminal without mixing it with the line.</summary>
    public void Interrupt(Action write)
    {
        lock (gate)
        {
            Erase();
            write();
        }
    }

    private void Show(Work work, int frame, TimeSpan elapsed)
    {
        lock (gate)
        {
            if (current != work)
            {
                return;
            }

            isShown = true;
            var done = work.Amount is { } amount ? string.Create(CultureInfo.InvariantCulture, $"{amount.Percent} %, ") : "";
            environment.Error.Write(string.Create(CultureInfo.InvariantCulture,
                $"{EraseLine}{Frames[frame % Frames.Length]} {work.What} ({done}{elapsed.TotalSeconds:0} s)"));
            environment.Error.Flush();
        }
    }

    private void End(Work work)
    {
        lock (gate)
        {
            if (current == work)
            {
                Erase();
                current = null;
            }
        }
    }

    private void Erase()
    {
        if (isShown)
        {
            isShown = false;
            environment.Error.Write(EraseLine);
            environment.Error.Flush();
        }
    }

    private sealed class Work(Progress progress, string what, Amount? amount) : IDisposable
    {
        private ITimer? timer;

        public string What { get; set; } = what;

        public Amount? Amount => amount;

        public void Start(TimeProvider clock)
        {
            var (start, frame) = (clock.GetTimestamp(), 0);
            timer = clock.CreateTimer(_ => progress.Show(this, frame++, clock.GetElapsedTime(start)), null, Silence, Step);
        }

        public void Dispose()
        {
            timer?.Dispose();
            progress.End(this);
        }
    }

    private sealed class Nothing : IDisposable
    {
        public static readonly Nothing Instance = new();

        public void Dispose()
        {
        }
    }
}
