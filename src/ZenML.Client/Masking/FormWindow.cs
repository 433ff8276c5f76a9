using System.Numerics;
using System.Runtime.CompilerServices;

namespace ZenML.Client.Masking;

/// <summary>The four elements with which a form begins, as one number. The first element is the lowest.</summary>
internal static class FormWindow
{
    /// <summary>The number of elements. No form is shorter.</summary>
    public const int Length = 4;

    /// <summary>The bit in which a small letter of ASCII differs from its capital.</summary>
    private const uint CaseOfBytes = 0x2020_2020;

    /// <inheritdoc cref="CaseOfBytes"/>
    private const ulong CaseOfCharacters = 0x0020_0020_0020_0020;

    /// <summary>Makes a number of a window or of fewer elements.</summary>
    public static ulong Pack<T>(ReadOnlySpan<T> elements)
        where T : unmanaged, IBinaryInteger<T>
    {
        var packed = 0UL;
        for (var index = elements.Length - 1; index >= 0; index--)
        {
            packed = (packed << (Unsafe.SizeOf<T>() * 8)) | ulong.CreateTruncating(elements[index]);
        }

        return packed;
    }

    /// <summary>Reads four elements at once, as <see cref="Pack"/> does one by one on little-endian processors.</summary>
    public static ulong Read<T>(ref readonly T start)
        where T : unmanaged, IBinaryInteger<T>
    {
        ref var bytes = ref Unsafe.As<T, byte>(ref Unsafe.AsRef(in start));
        return typeof(T) == typeof(byte) ? Unsafe.ReadUnaligned<uint>(ref bytes) : Unsafe.ReadUnaligned<ulong>(ref bytes);
    }

    /// <summary>
    /// Makes windows equal that differ only in the case of letters. Some other characters become equal too, such as <c>@</c> and a
    /// backquote, so use it only to rule out.
    /// </summary>
    public static ulong Fold<T>(ulong window)
        where T : unmanaged, IBinaryInteger<T> => window | (typeof(T) == typeof(byte) ? CaseOfBytes : CaseOfCharacters);

    /// <summary>Makes capital letters of ASCII small.</summary>
    public static void Lower<T>(ReadOnlySpan<T> text, Span<T> lower)
        where T : unmanaged, IBinaryInteger<T>
    {
        var (first, last, offset) = (T.CreateTruncating('A'), T.CreateTruncating('Z'), T.CreateTruncating('a' - 'A'));
        for (var index = 0; index < text.Length; index++)
        {
            lower[index] = text[index] >= first && text[index] <= last ? text[index] + offset : text[index];
        }
    }
}
