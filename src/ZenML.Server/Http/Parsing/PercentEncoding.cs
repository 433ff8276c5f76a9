using System.Buffers;
using System.Text;

namespace ZenML.Server.Http.Parsing;

/// <summary>Decodes percent-encoded text strictly: invalid escapes are rejected, not kept as text.</summary>
internal static class PercentEncoding
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Decodes text once. A plus sign stays a plus sign.</summary>
    /// <returns>The text; null if an escape is not two hexadecimal digits, or the bytes are not UTF-8.</returns>
    public static string? TryDecode(ReadOnlySpan<char> text)
    {
        var bytes = ArrayPool<byte>.Shared.Rent(text.Length);
        try
        {
            var count = 0;
            for (var index = 0; index < text.Length; index++)
            {
                var character = text[index];
                if (character == '%')
                {
                    if (index + 2 >= text.Length
                        || Convert.FromHexString(text.Slice(index + 1, 2), bytes.AsSpan(count), out _, out _) != OperationStatus.Done)
                    {
                        return null;
                    }

                    count++;
                    index += 2;
                }
                else if (char.IsAscii(character))
                {
                    bytes[count++] = (byte)character;
                }
                else
                {
                    return null;
                }
            }

            return Utf8.GetString(bytes, 0, count);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes, clearArray: true);
        }
    }
}
