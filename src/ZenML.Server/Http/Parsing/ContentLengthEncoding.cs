using System.Text;

namespace ZenML.Server.Http.Parsing;

/// <summary>
/// Decodes the <c>Content-Length</c> header and accepts only digits. Kestrel would accept a sign, which proxies reject or ignore.
/// </summary>
internal sealed class ContentLengthEncoding : Encoding
{
    private const char NoDigit = 'x';

    public override int GetMaxCharCount(int byteCount) => byteCount;

    public override int GetCharCount(byte[] bytes, int index, int count) => count;

    public override int GetCharCount(ReadOnlySpan<byte> bytes) => bytes.Length;

    public override int GetChars(byte[] bytes, int byteIndex, int byteCount, char[] chars, int charIndex) =>
        GetChars(bytes.AsSpan(byteIndex, byteCount), chars.AsSpan(charIndex));

    public override int GetChars(ReadOnlySpan<byte> bytes, Span<char> chars)
    {
        // Kestrel's buffer has 20 characters, and it rejects a length that fills the buffer.
        if (bytes.Length > chars.Length)
        {
            chars.Fill(NoDigit);
            return chars.Length;
        }

        for (var index = 0; index < bytes.Length; index++)
        {
            chars[index] = bytes[index] is >= (byte)'0' and <= (byte)'9' ? (char)bytes[index] : NoDigit;
        }

        return bytes.Length;
    }

    public override int GetMaxByteCount(int charCount) => throw new NotSupportedException();

    public override int GetByteCount(char[] chars, int index, int count) => throw new NotSupportedException();

    public override int GetBytes(char[] chars, int charIndex, int charCount, byte[] bytes, int byteIndex) =>
        throw new NotSupportedException();
}
