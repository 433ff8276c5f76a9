namespace ZenML.Client.Masking;

/// <summary>
/// Masks what is written to the console while a <see cref="MaskingScope"/> is open. The console belongs to the process, so the values
/// of all open scopes are masked in whatever any thread writes.
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
    private int scopes;

    private MaskedConsole()
    {
        maskedOut = new MaskedWriter(originalOut, Values);
        maskedError = new MaskedWriter(originalError, Values);
        Console.SetOut(maskedOut);
        Console.SetError(maskedError);
        installedOut = Console.Out;
        installedError = Console.Error;
    }

    /// <summary>The values to mask.</summary>
    public ObservedValues Values { get; } = new();

    /// <summary>Begins to mask, or joins the scopes that are open already.</summary>
    public static MaskedConsole Enter()
    {
        lock (Gate)
        {
            current ??= new MaskedConsole();
            current.scopes++;
            return current;
        }
    }

    /// <summary>Closes one scope. The last one restores the console, unless other code has replaced it in the meantime.</summary>
    public void Dispose()
    {
        lock (Gate)
        {
            if (--scopes > 0)
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
