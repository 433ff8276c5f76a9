using System.Buffers;
using System.Text;
using ZenML.Core.Secrets;

namespace ZenML.Client.Masking;

/// <summary>
/// The values that the output of another program must not show. Each <see cref="MaskedStream"/> over them masks a value as it is and in
/// the encodings that programs print: base64, percent-encoding, JSON, hexadecimal, quoted for a shell, each line of a longer value.
/// </summary>
/// <remarks>
/// Add only values that are secret: whatever is added disappears from the output, also where it is an ordinary word. All members can be
/// used by several threads. A value that is added late is masked from then on.
/// </remarks>
public sealed class MaskedValues
{
    /// <summary>The number of characters from which a value is masked. A shorter one would blacken unrelated text.</summary>
    public const int MinimumLength = ValueForms.MinimumLength;

    private readonly FormSet<byte> forms = new(Encoding.UTF8.GetBytes);
    private readonly Lock gate = new();
    private readonly SortedSet<string> unmaskable = new(StringComparer.Ordinal);

    /// <summary>
    /// The names of the values that are not masked because they have fewer than <see cref="MinimumLength"/> characters without the white
    /// space around them. Values without any character are not named. Tell the user.
    /// </summary>
    public IReadOnlyList<string> Unmaskable
    {
        get
        {
            lock (gate)
            {
                return [.. unmaskable];
            }
        }
    }

    /// <summary>Masks a value from now on.</summary>
    /// <param name="name">What <see cref="Unmaskable"/> calls it, such as the key or the variable.</param>
    /// <param name="value">The value.</param>
    public void Add(string name, SensitiveString value)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(value);
        var text = value.Reveal();
        if (forms.Add(text) || string.IsNullOrWhiteSpace(text))
        {
            return;
        }

        lock (gate)
        {
            unmaskable.Add(name);
        }
    }

    /// <summary>Passes the next piece of output through a buffer.</summary>
    internal void Pass(MaskingBuffer<byte> buffer, ReadOnlySpan<byte> piece, bool isEnd, IBufferWriter<byte> output) =>
        forms.Pass(buffer, piece, isEnd, output);

    /// <inheritdoc cref="MaskingBuffer{T}.ShowIdle"/>
    internal void ShowIdle(MaskingBuffer<byte> buffer, IBufferWriter<byte> output) => forms.ShowIdle(buffer, output);
}
