using ZenML.Core.Errors;
using ZenML.Core.Stacks.Configurations;

namespace ZenML.Client.Masking;

/// <summary>
/// Replaces secret values with <c>***</c> in a log and on the console until it is disposed. It masks every value that its client, and
/// the clients that share its store, returned or received recently, and each further one from the moment that it passes through them.
/// </summary>
/// <remarks>
/// The console belongs to the process, so what any thread writes to it is masked with the values of all open scopes.
/// </remarks>
public sealed class MaskingScope : IDisposable
{
    private readonly MaskedConsole console = MaskedConsole.Enter();
    private readonly ObservedValues values;
    private readonly MaskedWriter writer;
    private readonly IDisposable subscription;
    private bool isDisposed;

    /// <remarks>
    /// The caller chooses the log before the console is masked. Otherwise a log on the console would be masked twice.
    /// </remarks>
    internal MaskingScope(PassedValues passed, TextWriter log)
    {
        values = new ObservedValues(console.Values);
        writer = new MaskedWriter(log, values);
        subscription = passed.Subscribe(values.Add);
    }

    /// <summary>Writes to the log with values masked. Several threads can write at once.</summary>
    public TextWriter Log => writer;

    /// <summary>Masks the sensitive texts in a configuration from now on: decrypted plain text, and passwords in addresses.</summary>
    public void Add(ConfigurationValue configuration) => SensitiveTexts.ForEach(configuration, values.Add);

    /// <summary>Returns a text with values masked.</summary>
    public string Mask(string text) => values.Mask(text);

    /// <summary>
    /// Writes a line of the program's own to the log, unmasked, after everything that was held back. A mask among words that everyone
    /// knows would reveal the value, so do not put anything into it that a step or a secret provides.
    /// </summary>
    public void WriteOwnLine(MessageText line) => writer.WriteOwnLine(line);

    /// <summary>Stops masking.</summary>
    public void Dispose()
    {
        if (!isDisposed)
        {
            isDisposed = true;
            subscription.Dispose();
            console.Dispose();
        }
    }
}
