using System.Text;
using ZenML.Client.Masking;

namespace ZenML.Client.Tests.Masking;

public sealed class MaskingCorpusTests
{
    private const int SplitSample = 29;

    private static readonly IReadOnlyList<string> Values = EncodingCorpus.MakeValues();

    [Fact]
    public void Every_encoding_of_every_value_is_masked_among_all_values_and_nothing_else()
    {
        var all = MakeMaskedValues(Values);
        var corpus = Values.SelectMany(EncodingCorpus.Encode).ToArray();

        Assert.True(corpus.Length >= 5_000, $"Only {corpus.Length} encodings were tested.");
        AssertHidden(corpus, all);
    }

    [Fact]
    public void Every_encoding_of_a_single_value_is_masked_and_nothing_else()
    {
        foreach (var value in Values)
        {
            AssertHidden([.. EncodingCorpus.Encode(value)], MakeMaskedValues([value]));
        }
    }

    [Fact]
    public void A_value_is_masked_when_its_encoding_is_split_between_two_writes_at_any_position()
    {
        var all = MakeMaskedValues(Values);
        foreach (var each in Values.SelectMany(EncodingCorpus.Encode).Where((_, index) => index % SplitSample == 0))
        {
            var bytes = Encoding.UTF8.GetBytes(each.Text);
            var whole = Mask(all, each.Text);
            for (var position = 0; position <= bytes.Length; position++)
            {
                var shown = Mask(all, bytes[..position], bytes[position..]);
                Assert.True(shown == whole, $"{each.Encoding}, at {position}: {shown}");
            }
        }
    }

    [Fact]
    public void A_value_is_masked_when_each_byte_is_a_write()
    {
        var all = MakeMaskedValues(Values);
        foreach (var each in Values.SelectMany(EncodingCorpus.Encode).Where((_, index) => index % SplitSample == 1))
        {
            var shown = Mask(all, [.. Encoding.UTF8.GetBytes(each.Text).Select(one => new[] { one })]);
            Assert.True(each.IsHiddenIn(shown), $"{each.Encoding}: {shown}");
        }
    }

    private static void AssertHidden(EncodedValue[] corpus, MaskedValues values)
    {
        var misses = corpus.Where(each => !each.IsHiddenIn(Mask(values, each.Text)))
            .Select(each => $"{each.Encoding}: {each.Text} -> {Mask(values, each.Text)}").ToArray();
        Assert.True(misses.Length == 0, $"{misses.Length} of {corpus.Length}:\n{string.Join('\n', misses.Take(40))}");
    }

    private static MaskedValues MakeMaskedValues(IEnumerable<string> values)
    {
        var all = new MaskedValues();
        foreach (var value in values)
        {
            all.Add("value", value);
        }

        Assert.Empty(all.Unmaskable);
        return all;
    }

    private static string Mask(MaskedValues values, string text) => Mask(values, Encoding.UTF8.GetBytes(text));

    private static string Mask(MaskedValues values, params byte[][] pieces)
    {
        using var shown = new MemoryStream();
        using (var stream = new MaskedStream(shown, values, leaveOpen: true))
        {
            foreach (var piece in pieces)
            {
                stream.Write(piece);
            }
        }

        return Encoding.UTF8.GetString(shown.ToArray());
    }
}
