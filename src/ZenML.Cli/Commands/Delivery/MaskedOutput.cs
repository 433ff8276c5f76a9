using System.Text;
using ZenML.Client.Masking;
using ZenML.Core.Secrets;
using ZenML.Platform.Processes;

namespace ZenML.Cli.Commands.Delivery;

/// <summary>Masks values in the output of a command. The only place of the command line that knows how.</summary>
/// <remarks>Output need not be text, so bytes are compared: each byte travels as the character of its number.</remarks>
internal sealed class MaskedOutput : IOutputFilter
{
    /// <summary>Values with fewer characters are not masked reliably: masks everywhere would make the output unreadable.</summary>
    public const int ReliableLength = ObservedValues.FreeLength;

    private readonly MaskedStream stream;

    private MaskedOutput(ObservedValues values) => stream = new MaskedStream(values);

    /// <summary>Returns what makes the filter of an output; null if there is nothing to mask.</summary>
    public static Func<IOutputFilter>? Of(IEnumerable<SensitiveString> values)
    {
        var observed = new ObservedValues();
        var isEmpty = true;
        foreach (var value in values)
        {
            observed.Add(new SensitiveString(Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(value.Reveal()))));
            isEmpty = false;
        }

        return isEmpty ? null : () => new MaskedOutput(observed);
    }

    public ReadOnlySpan<byte> Pass(ReadOnlySpan<byte> bytes) => Encode(stream.Pass(Encoding.Latin1.GetString(bytes)));

    public ReadOnlySpan<byte> Release() => Encode(stream.Pass([], isEnd: true));

    private static byte[] Encode(string text) => Encoding.Latin1.GetBytes(text);
}
