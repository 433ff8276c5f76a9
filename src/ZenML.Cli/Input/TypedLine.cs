using System.Text;
using ZenML.Core.Errors;

namespace ZenML.Cli.Input;

/// <summary>
/// One answer, built from the bytes that a terminal sends. The text of a bracketed paste is taken as is, including line
/// breaks. Outside of a paste, a line break ends the answer, and editing keys edit the line.
/// </summary>
internal sealed class TypedLine
{
    /// <summary>The maximum size of an answer in bytes.</summary>
    public const int MaximumBytes = 1024 * 1024;

    private const byte EndOfInput = 0x04;
    private const byte Backspace = 0x08;
    private const byte KillLine = 0x15;
    private const byte KillWord = 0x17;
    private const byte Delete = 0x7F;

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly List<byte> bytes = [];
    private bool isPaste;
    private bool isTooLong;
    private bool isAfterReturn;

    private static ReadOnlySpan<byte> PasteStart => "\e[200~"u8;

    private static ReadOnlySpan<byte> PasteEnd => "\e[201~"u8;

    /// <summary>Whether the line break that ends the answer was received.</summary>
    public bool IsComplete { get; private set; }

    /// <summary>Whether the input ended without an answer.</summary>
    public bool IsEnded { get; private set; }

    /// <summary>
    /// Whether more bytes arrived together with the end of the answer. They are not part of the answer.
    /// </summary>
    public bool IsFollowed { get; private set; }

    /// <summary>Takes bytes up to the end of the answer.</summary>
    /// <param name="read">What the terminal sent.</param>
    public void Take(ReadOnlySpan<byte> read)
    {
        for (var index = 0; index < read.Length; index++)
        {
            Take(read[index]);
            if (IsComplete || IsEnded)
            {
                // Some terminals send both for a line break.
                IsFollowed = read[index..] is not ([_] or [(byte)'\r', (byte)'\n']);
                return;
            }
        }
    }

    /// <summary>
    /// The answer. The final line break of a single pasted line is removed, as if the line had been typed.
    /// </summary>
    /// <returns>Null if the input ended before anything was typed.</returns>
    /// <exception cref="ZenException">
    /// <see cref="ErrorCode.TooLarge"/>, or <see cref="ErrorCode.InvalidArgument"/>: it is not UTF-8.
    /// </exception>
    public string? Read()
    {
        if (isTooLong || bytes.Count > MaximumBytes)
        {
            throw new ZenException(ErrorCode.TooLarge, $"The input is larger than {MaximumBytes} bytes.");
        }

        if (bytes.Count == 0 && !IsComplete)
        {
            return null;
        }

        try
        {
            var text = StrictUtf8.GetString([.. bytes]);
            return text.IndexOf('\n', StringComparison.Ordinal) == text.Length - 1 ? text.TrimEnd('\n') : text;
        }
        catch (DecoderFallbackException)
        {
            throw new ZenException(ErrorCode.InvalidArgument, "The input is not UTF-8 text.");
        }
    }

    private void Take(byte next)
    {
        var isSecondOfBreak = isAfterReturn && next == '\n';
        isAfterReturn = next == '\r';
        if (isPaste)
        {
            if (!isSecondOfBreak)
            {
                Add(next == '\r' ? (byte)'\n' : next);
            }

            isPaste = !RemoveMark(PasteEnd);
            return;
        }

        switch (next)
        {
            case (byte)'\r' or (byte)'\n':
                IsComplete = true;
                break;
            case EndOfInput:
                IsEnded = bytes.Count == 0;
                break;
            case Backspace or Delete:
                RemoveCharacter();
                break;
            case KillLine:
                bytes.Clear();
                break;
            case KillWord:
                RemoveWord();
                break;
            default:
                Add(next);
                isPaste = RemoveMark(PasteStart);
                break;
        }
    }

    private void Add(byte next)
    {
        // Replace the last bytes, so that the end of a paste is still recognized.
        if (bytes.Count == MaximumBytes + PasteEnd.Length)
        {
            isTooLong = true;
            bytes.RemoveRange(MaximumBytes, 1);
        }

        bytes.Add(next);
    }

    private bool RemoveMark(ReadOnlySpan<byte> mark)
    {
        if (bytes.Count < mark.Length || bytes[^1] != mark[^1])
        {
            return false;
        }

        for (var index = 0; index < mark.Length; index++)
        {
            if (bytes[bytes.Count - mark.Length + index] != mark[index])
            {
                return false;
            }
        }

        bytes.RemoveRange(bytes.Count - mark.Length, mark.Length);
        return true;
    }

    private void RemoveCharacter()
    {
        while (bytes.Count > 0)
        {
            var last = bytes[^1];
            bytes.RemoveAt(bytes.Count - 1);

            // These are continuation bytes of UTF-8.
            if ((last & 0xC0) != 0x80)
            {
                break;
            }
        }
    }

    private void RemoveWord()
    {
        while (bytes.Count > 0 && bytes[^1] == ' ')
        {
            bytes.RemoveAt(bytes.Count - 1);
        }

        while (bytes.Count > 0 && bytes[^1] != ' ')
        {
            bytes.RemoveAt(bytes.Count - 1);
        }
    }
}
