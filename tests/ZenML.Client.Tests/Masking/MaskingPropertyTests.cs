using System.Text;
using CsCheck;
using ZenML.Client.Masking;
using ZenML.TestKit;

namespace ZenML.Client.Tests.Masking;

/// <summary>Masking compared with a slow and simple one, and inputs that are meant to break it.</summary>
public sealed class MaskingPropertyTests
{
    private const int Megabyte = 1024 * 1024;

    private static readonly Gen<string> Value = Gen.OneOf(
        Gen.String[Gen.Char["ab*\n%"], 4, 12], Gen.String[Gen.Char.AlphaNumeric, 4, 40], Gen.String[Gen.Char["äöпа€\\\"'/ \r\n"], 4, 20]);

    private static readonly Gen<byte[]> Noise = Gen.OneOf(
        Gen.Byte.Array[0, 60], Gen.String[Gen.Char["ab*\n%25"], 0, 60].Select(Encoding.UTF8.GetBytes));

    [Fact]
    public void Exactly_the_forms_of_values_are_masked_however_the_text_is_cut() =>
        Gen.Select(Value.Array[1, 6], Noise.Array[1, 6], Gen.Int[0, 1000].Array[6], Gen.Int[1, 50].Array[1, 8]).Sample(
            (values, noise, choices, cuts) =>
            {
                var forms = values.Where(value => value.Trim().Length >= MaskedValues.MinimumLength).Select(ValueForms.Of).ToArray();
                var texts = forms.SelectMany(each => each.Exact.Concat(each.AnyCase)).ToArray();
                byte[] text = [.. noise.SelectMany((bytes, index) =>
                    texts.Length == 0 ? bytes : [.. bytes, .. Encoding.UTF8.GetBytes(texts[choices[index] % texts.Length])])];

                var shown = Mask(MaskedOf(values), Cut(text, cuts));

                Assert.Equal(Encoding.Latin1.GetString(MaskSlowly(forms, text)), Encoding.Latin1.GetString(shown));
            });

    [Fact]
    public void Text_without_values_passes_unchanged() =>
        Gen.Select(Value.Array[1, 10], Gen.String[0, 300], Gen.Int[1, 50].Array[1, 8]).Sample((values, text, cuts) =>
        {
            var bytes = Encoding.UTF8.GetBytes(text);
            var forms = values.Where(value => value.Trim().Length >= MaskedValues.MinimumLength).Select(ValueForms.Of).ToArray();
            if (!Covered(forms, bytes).Any(isCovered => isCovered))
            {
                Assert.Equal(bytes, Mask(MaskedOf(values), Cut(bytes, cuts)));
            }
        });

    [Fact]
    public void However_a_program_waits_no_more_than_a_quarter_of_a_value_is_shown_of_it() =>
        Gen.Select(
            Gen.String[Gen.Char["abcdef"], 8, 24], Gen.String[Gen.Char["0123 "], 0, 10], Gen.Int[1, 7].Array[1, 6], Gen.Bool.Array[1, 9])
        .Sample((value, noise, cuts, waits) =>
        {
            using var shown = new MemoryStream();
            using (var stream = new MaskedStream(shown, MaskedOf(value), leaveOpen: true))
            {
                var number = 0;
                foreach (var piece in Cut(Encoding.UTF8.GetBytes($"{noise}{value}{noise}"), cuts))
                {
                    stream.Write(piece);
                    if (waits[number++ % waits.Length])
                    {
                        stream.FlushIdle();
                    }
                }
            }

            var text = Encoding.UTF8.GetString(shown.ToArray());
            Assert.True(text.Count(char.IsAsciiLetter) <= 3, text);
            Assert.Contains("***", text, StringComparison.Ordinal);
            Assert.EndsWith(noise, text, StringComparison.Ordinal);
        });

    [Fact]
    public void Values_that_contain_each_other_hide_all_of_the_longest()
    {
        var values = MaskedOf("word", "password", "my password is here", "pass", "sword is");

        Assert.Equal("a *** b", MaskText(values, "a my password is here b"));
        Assert.Equal("a ***s b", MaskText(values, "a passwords b"));
        Assert.Equal("a my *** it", MaskText(values, "a my password is it"));
    }

    [Theory]
    [InlineData("****", "a **** b", "a *** b")]
    [InlineData("****", "a ***** b", "a *** b")]
    [InlineData("****", "a *** b", "a *** b")]
    [InlineData("x***", "a x*** b", "a *** b")]
    [InlineData("\u001b[31mred\u001b[0m", "a \u001b[31mred\u001b[0m b", "a *** b")]
    [InlineData("one line\r\nanother line", "a one line\nanother line b", "a *** b")]
    [InlineData("one line\nanother line", "a one line\r\nanother line b", "a *** b")]
    [InlineData("one line\nanother line", "a another line b", "a *** b")]
    [InlineData("  padded  ", "a   padded   b", "a   ***   b")]
    [InlineData("密码密码", "a 密码密码 b", "a *** b")]
    public void Values_with_unusual_characters_are_masked(string value, string text, string expected) =>
        Assert.Equal(expected, MaskText(MaskedOf(value), text));

    [Fact]
    public void A_value_that_begins_another_is_masked_at_once_and_the_other_when_it_is_complete()
    {
        using var shown = new MemoryStream();
        using var stream = new MaskedStream(shown, MaskedOf("abcdef", "abcdefghijkl"), leaveOpen: true);

        stream.Write("x abcdef"u8);
        Assert.Equal("x ***", Text(shown));
        stream.FlushIdle();
        Assert.Equal("x ***", Text(shown));
        stream.Write("ghij"u8);
        stream.FlushIdle();
        Assert.Equal("x ***", Text(shown));
        stream.Write("kl abcdefgh"u8);
        Assert.Equal("x *** ***", Text(shown));
        stream.Write("!"u8);
        Assert.Equal("x *** ***gh!", Text(shown));
        stream.Write("abcdefg"u8);
        stream.Complete();
        Assert.Equal("x *** ***gh!***g", Text(shown));
    }

    [Fact]
    public async Task Two_hundred_values_that_differ_at_their_end_and_a_line_of_a_megabyte_take_little_time()
    {
        string[] values =
        [
            .. Enumerable.Range(4, 100).Select(length => new string('a', length) + "B"),
            .. Enumerable.Range(4, 100).Select(length => new string('a', length) + "c"),
        ];
        var line = Encoding.UTF8.GetBytes(new string('a', Megabyte));
        var shown = await Task.Run(() => Mask(MaskedOf(values), [line]), TestContext.Current.CancellationToken)
            .InTimeAsync("a line of a megabyte");

        Assert.Equal(line, shown);
    }

    [Fact]
    public async Task Values_that_begin_each_other_hide_a_line_of_a_megabyte()
    {
        string[] values = [.. Enumerable.Range(4, 200).Select(length => new string('a', length))];
        var line = Encoding.UTF8.GetBytes(new string('a', Megabyte));

        var shown = await Task.Run(() => Mask(MaskedOf(values), Cut(line, [4096])), TestContext.Current.CancellationToken)
            .InTimeAsync("a line of a megabyte");

        Assert.Equal("***"u8, shown);
    }

    [Fact]
    public void A_value_of_a_megabyte_is_masked()
    {
        var value = string.Concat(Enumerable.Range(0, Megabyte / 8).Select(number => $"{number:x8}"));

        Assert.Equal("a *** b", MaskText(MaskedOf(value), $"a {value} b"));
    }

    /// <summary>Finds every form at every position and replaces each run of what they cover.</summary>
    private static byte[] MaskSlowly(ValueForms[] forms, byte[] text)
    {
        var covered = Covered(forms, text);
        var shown = new List<byte>();
        for (var index = 0; index < text.Length; index++)
        {
            if (!covered[index])
            {
                shown.Add(text[index]);
            }
            else if (index == 0 || !covered[index - 1])
            {
                shown.AddRange("***"u8);
            }
        }

        return [.. shown];
    }

    private static bool[] Covered(ValueForms[] forms, byte[] text)
    {
        var covered = new bool[text.Length];
        var lower = text.Select(each => each is >= (byte)'A' and <= (byte)'Z' ? (byte)(each | 0x20) : each).ToArray();
        foreach (var form in forms.SelectMany(each => each.Exact).Distinct())
        {
            Cover(text, Encoding.UTF8.GetBytes(form), covered);
        }

        foreach (var form in forms.SelectMany(each => each.AnyCase).Distinct())
        {
            Cover(lower, Encoding.UTF8.GetBytes(form), covered);
        }

        return covered;
    }

    private static void Cover(ReadOnlySpan<byte> text, ReadOnlySpan<byte> form, bool[] covered)
    {
        for (var index = 0; form.Length >= MaskedValues.MinimumLength && index <= text.Length - form.Length; index++)
        {
            if (text[index..].StartsWith(form))
            {
                covered.AsSpan(index, form.Length).Fill(true);
            }
        }
    }

    private static MaskedValues MaskedOf(params string[] values)
    {
        var masked = new MaskedValues();
        foreach (var value in values)
        {
            masked.Add("value", value);
        }

        return masked;
    }

    private static List<byte[]> Cut(byte[] text, int[] lengths)
    {
        var pieces = new List<byte[]>();
        for (var position = 0; position < text.Length; position += pieces[^1].Length)
        {
            pieces.Add(text[position..Math.Min(text.Length, position + lengths[pieces.Count % lengths.Length])]);
        }

        return pieces;
    }

    private static byte[] Mask(MaskedValues values, IEnumerable<byte[]> pieces)
    {
        using var shown = new MemoryStream();
        using (var stream = new MaskedStream(shown, values, leaveOpen: true))
        {
            foreach (var piece in pieces)
            {
                stream.Write(piece);
            }
        }

        return shown.ToArray();
    }

    private static string MaskText(MaskedValues values, string text) =>
        Encoding.UTF8.GetString(Mask(values, [Encoding.UTF8.GetBytes(text)]));

    private static string Text(MemoryStream shown) => Encoding.UTF8.GetString(shown.ToArray());
}
