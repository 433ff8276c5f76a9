using System.Buffers;

namespace ZenML.Client.Masking;

/// <summary>
/// Masks values in a text that arrives in pieces. Text that could be the beginning of a value is held back until the next piece decides.
/// </summary>
internal sealed class MaskedText(ObservedValues values)
{
    private readonly MaskingBuffer<char> buffer = new("***");
    private readonly ArrayBufferWriter<char> output = new();
    private readonly MaskedWords words = new();

    /// <summary>Takes the next piece.</summary>
    /// <param name="piece">The text.</param>
    /// <param name="isEnd">Whether this is the last piece, so that nothing is held back.</param>
    /// <returns>The text that can be shown now.</returns>
    public string Pass(ReadOnlySpan<char> piece, bool isEnd = false)
    {
        output.ResetWrittenCount();
        values.Pass(buffer, piece, isEnd, output);
        return words.Pass(values.ShortValues, output.WrittenSpan, isEnd);
    }
}
