namespace ZenML.Client.Pipelines;

/// <summary>
/// Masks what is written to the console while pipelines run. The console belongs to the process, so values of all running pipelines are masked in
/// whatever any thread writes.
/// </summary>
internal sealed class MaskedConsole : IDisposable
{
    private static readonly Lock Gate = new();
    private static MaskedConsole? current;

    private readonly TextWriter originalOut = Console.Out;
    private readonly TextWriter originalError = Console.Error;
    private readonly MaskedWriter maskedOut;
    private readonly MaskedWriter maskedError;
    private readonly TextWriter installedOut;
    private readonly TextWriter installedError;
    private int runs;

    private MaskedConsole()
    {
        maskedOut = new MaskedWriter(originalOut, Values);
        maskedError = new MaskedWriter(originalError, Values);
        Console.SetOut(maskedOut);
        Console.SetError(maskedError);
        installedOut = Console.Out;
        installedError = Console.Error;
    }

    /// <summary>What is masked.</summary>
    public ObservedValues Values { get; } = new();

    /// <summary>Begins to mask, or joins the runs for which that is done already.</summary>
    public static MaskedConsole Enter()
    {
        lock (Gate)
        {
            current ??= new MaskedConsole();
            current.runs++;
            return current;
        }
    }

    /// <summary>Ends one run; the last puts the console back, unless someone else has put theirs in place.</summary>
    public void Dispose()
    {
        lock (Gate)
        {
            if (--runs > 0)
            {
                return;
            }

            current = null;
            maskedOut.Release();
            maskedError.Release();
            if (ReferenceEquals(Console.Out, installedOut))
            {
                Console.SetOut(originalOut);
            }

            if (ReferenceEquals(Console.Error, installedError))
            {
                Console.SetError(originalError);
            }
        }
    }
}
