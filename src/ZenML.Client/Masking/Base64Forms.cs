namespace ZenML.Client.Masking;

/// <summary>
/// The base64 of a value alone and inside other data. There its first byte can stand at each of three places of a group, and only the
/// characters that the value determines alone are searched.
/// </summary>
/// <remarks>
/// What commonly stands beside a value determines the characters at its ends as well: the colon of <c>user:password</c> for Basic
/// authentication, the line break that <c>echo</c> writes, the end of the data. So nothing is left of a password there, whoever's it is.
/// </remarks>
internal static class Base64Forms
{
    /// <summary>Of a longer value only this much of its ends is combined with what stands beside it.</summary>
    private const int EndLength = 48;

    /// <summary>Shorter rests of wrapped base64 are not searched alone.</summary>
    private const int ShortestRest = 12;

    /// <summary>The lengths of lines in the output of <c>base64</c> and <c>openssl</c>.</summary>
    private static readonly int[] LineLengths = [76, 64];

    /// <summary>Adds the forms of a value of at least four bytes.</summary>
    public static void AddTo(ValueForms forms, byte[] value)
    {
        // Three bytes are one group, so what is left out of the middle leaves each byte at its place.
        var head = value.AsSpan(0, Math.Min(value.Length, EndLength));
        var tail = value.AsSpan(Math.Max(0, value.Length - EndLength) / 3 * 3);
        for (var before = 0; before < 3; before++)
        {
            AddInner(forms, value, before);
            AddClosed(forms, tail, before);
            AddClosed(forms, [.. tail, (byte)'\n'], before);
            AddInner(forms, [(byte)':', .. head], before);
            if (tail.Length == value.Length)
            {
                AddClosed(forms, [(byte)':', .. tail], before);
                AddClosed(forms, [(byte)':', .. tail, (byte)'\n'], before);
            }
        }

        AddInner(forms, [.. tail, (byte)':'], 0);
        AddWrapped(forms, value);
        AddWrapped(forms, [.. value, (byte)'\n']);
    }

    /// <summary>Adds the characters that do not depend on what stands before and after the bytes.</summary>
    private static void AddInner(ValueForms forms, ReadOnlySpan<byte> bytes, int before) =>
        AddBoth(forms, Encode(bytes, before)[FirstOwn(before)..((before + bytes.Length) * 8 / 6)]);

    /// <summary>Adds the characters if nothing stands after the bytes, with and without the padding.</summary>
    private static void AddClosed(ValueForms forms, ReadOnlySpan<byte> bytes, int before)
    {
        var encoded = Encode(bytes, before)[FirstOwn(before)..];
        AddBoth(forms, encoded);
        AddBoth(forms, encoded.TrimEnd('='));
    }

    /// <summary>Adds what programs print that break base64 into lines: all of it, and each line, which can be indented.</summary>
    private static void AddWrapped(ValueForms forms, ReadOnlySpan<byte> bytes)
    {
        var encoded = Convert.ToBase64String(bytes);
        foreach (var length in LineLengths.Where(length => encoded.Length > length))
        {
            var lines = encoded.Chunk(length).Select(line => new string(line)).ToArray();
            forms.Add(string.Join('\n', lines));
            forms.Add(string.Join("\r\n", lines));
            foreach (var line in lines.Where(line => line.Length >= ShortestRest))
            {
                forms.Add(line);
            }
        }
    }

    /// <summary>Adds a form in both alphabets.</summary>
    private static void AddBoth(ValueForms forms, string encoded)
    {
        if (forms.Add(encoded) && encoded.AsSpan().ContainsAny('+', '/'))
        {
            forms.Add(encoded.Replace('+', '-').Replace('/', '_'));
        }
    }

    private static string Encode(ReadOnlySpan<byte> bytes, int before) => Convert.ToBase64String([.. new byte[before], .. bytes]);

    /// <summary>The first character without a bit of the bytes before.</summary>
    private static int FirstOwn(int before) => ((before * 8) + 5) / 6;
}
