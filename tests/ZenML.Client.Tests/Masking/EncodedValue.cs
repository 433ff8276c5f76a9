namespace ZenML.Client.Tests.Masking;

/// <summary>A text with an encoded value in it.</summary>
/// <param name="Encoding">How the value is encoded, for messages.</param>
/// <param name="Text">The text.</param>
/// <param name="Start">The first character that the value determines.</param>
/// <param name="End">The position after the last one.</param>
public sealed record EncodedValue(string Encoding, string Text, int Start, int End)
{
    private const string Mask = "***";

    /// <summary>
    /// Characters beside a value that can be masked with it: those that it determines together with a colon before it or a line break
    /// after it.
    /// </summary>
    private const int MaximumExcess = 4;

    /// <summary>Whether a text shows everything except the value.</summary>
    /// <param name="shown">The text with masks.</param>
    public bool IsHiddenIn(string shown)
    {
        var first = shown.IndexOf(Mask, StringComparison.Ordinal);
        if (first < 0)
        {
            return false;
        }

        var (head, tail) = (shown[..first], shown[(first + Mask.Length)..]);
        return Text.StartsWith(head, StringComparison.Ordinal) && Text.EndsWith(tail, StringComparison.Ordinal)
            && head.Length <= Start && head.Length >= Start - MaximumExcess
            && Text.Length - tail.Length is var end && end >= End && end <= End + MaximumExcess;
    }
}
