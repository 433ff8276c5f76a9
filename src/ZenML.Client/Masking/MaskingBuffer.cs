using System.Buffers;
using System.Numerics;

namespace ZenML.Client.Masking;

/// <summary>
/// Masks the forms of values in a text that arrives in pieces. The longest form counts at each position, and forms that overlap or touch
/// become one mask. The result does not depend on where the text is cut. Only text that could still become a form is held back.
/// </summary>
/// <param name="mask">Replaces a value.</param>
internal sealed class MaskingBuffer<T>(ReadOnlySpan<T> mask)
    where T : unmanaged, IBinaryInteger<T>
{
    /// <summary>The most elements of a form that <see cref="ShowIdle"/> shows: fewer than what is masked at all.</summary>
    private const int LargestShown = 3;

    /// <summary>A form has to be this many times as long as what <see cref="ShowIdle"/> shows of it.</summary>
    private const int HiddenShare = 4;

    private readonly T[] mask = mask.ToArray();
    private T[] held = [];
    private int count;

    /// <summary>How much of the held text is shown or masked already. It is held as the beginning of what could follow.</summary>
    private int settled;

    /// <summary>Whether the last that was shown is a mask, to which a form that follows belongs.</summary>
    private bool endsInMask;

    /// <summary>Takes the next piece.</summary>
    /// <param name="forms">What is masked.</param>
    /// <param name="piece">The text.</param>
    /// <param name="isEnd">Whether this is the last piece, so that nothing is held back.</param>
    /// <param name="output">Receives what can be shown now.</param>
    public void Pass(FormIndex<T> forms, ReadOnlySpan<T> piece, bool isEnd, IBufferWriter<T> output)
    {
        var text = count == 0 ? piece : Join(piece);
        var shown = settled;
        var masked = endsInMask ? settled : -1;
        var end = text.Length;
        var scan = forms.Scan(text);
        for (var position = scan.Next(0); position < text.Length; position = scan.Next(position + 1))
        {
            var (length, isOpen) = forms.Match(text[position..]);
            if (length > 0)
            {
                if (masked < position)
                {
                    output.Write(text[Math.Min(shown, position)..position]);
                    output.Write(mask);
                }

                shown = masked = Math.Max(shown, position + length);
            }

            if (isOpen && !isEnd)
            {
                end = position;
                break;
            }
        }

        if (shown < end)
        {
            output.Write(text[shown..end]);
            shown = end;
        }

        endsInMask = masked == shown && !isEnd;
        settled = shown - end;
        Hold(text[end..]);
    }

    /// <summary>
    /// Shows the end of a prompt: text that waits because a value could begin with it. Of no form are more than three elements shown,
    /// nor more than a quarter. The rest of it, if it follows, is masked.
    /// </summary>
    public void ShowIdle(FormIndex<T> forms, IBufferWriter<T> output)
    {
        var text = held.AsSpan(0, count);
        var end = count;
        for (var position = 0; position < end; position++)
        {
            var rest = text[position..];
            if (rest.Length > LargestShown)
            {
                end = forms.Match(rest).IsOpen ? position : end;
            }
            else if (forms.ShortestWith(rest) is var shortest and > 0)
            {
                end = Math.Min(end, position + (shortest / HiddenShare));
            }
        }

        // A character of several elements is not cut.
        var visible = end > settled ? text[settled..end] : [];
        var foreign = visible.IndexOfAnyExceptInRange(T.Zero, T.CreateTruncating(0x7F));
        visible = foreign < 0 ? visible : visible[..foreign];
        if (visible.Length > 0)
        {
            output.Write(visible);
            settled += visible.Length;
            endsInMask = false;
        }
    }

    private ReadOnlySpan<T> Join(ReadOnlySpan<T> piece)
    {
        var length = count + piece.Length;
        if (held.Length < length)
        {
            Array.Resize(ref held, Math.Max(length, held.Length * 2));
        }

        piece.CopyTo(held.AsSpan(count));
        return held.AsSpan(0, length);
    }

    private void Hold(ReadOnlySpan<T> rest)
    {
        if (held.Length < rest.Length)
        {
            held = new T[rest.Length];
        }

        // The rest can be a part of the held text. Copying moves it to the front.
        rest.CopyTo(held);
        count = rest.Length;
    }
}
