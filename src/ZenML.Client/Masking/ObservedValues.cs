using System.Buffers;
using ZenML.Core.Secrets;

namespace ZenML.Client.Masking;

/// <summary>
/// The values that a log must not show: each in all its forms (<see cref="ValueForms"/>). A shorter value than
/// <see cref="FreeLength"/> is masked only as it is and only as a whole word.
/// </summary>
/// <param name="parent">Receives every value as well; null for none.</param>
internal sealed class ObservedValues(ObservedValues? parent = null)
{
    /// <summary>The length from which a text is masked wherever it appears.</summary>
    public const int FreeLength = ValueForms.MinimumLength;

    private readonly FormSet<char> forms = new(form => form.ToCharArray());
    private readonly Lock gate = new();
    private volatile string[] shortValues = [];

    /// <summary>The values that are masked as whole words.</summary>
    public IReadOnlyCollection<string> ShortValues => shortValues;

    public void Add(SensitiveString value)
    {
        parent?.Add(value);
        var text = value.Reveal();
        if (forms.Add(text) || text.Trim() is not { Length: > 0 } word)
        {
            return;
        }

        lock (gate)
        {
            shortValues = shortValues.Contains(word) ? shortValues : [.. shortValues, word];
        }
    }

    /// <inheritdoc cref="FormSet{T}.Pass"/>
    public void Pass(MaskingBuffer<char> buffer, ReadOnlySpan<char> piece, bool isEnd, IBufferWriter<char> output) =>
        forms.Pass(buffer, piece, isEnd, output);

    /// <summary>Returns a whole text with values masked.</summary>
    public string Mask(string text) => new MaskedText(this).Pass(text, isEnd: true);
}
