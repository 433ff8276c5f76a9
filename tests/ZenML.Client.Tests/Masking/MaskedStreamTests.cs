using System.Text;
using ZenML.Client.Masking;

namespace ZenML.Client.Tests.Masking;

public sealed class MaskedStreamTests : IDisposable
{
    private readonly MemoryStream shown = new();
    private readonly MaskedValues values = new();

    private string Shown => Encoding.UTF8.GetString(shown.ToArray());

    [Fact]
    public void Values_with_fewer_than_four_characters_are_named_and_not_masked()
    {
        values.Add("PIN", "042\n");
        values.Add("EMPTY", "");
        values.Add("PASSWORD", "hunter2!");

        Assert.Equal(["PIN"], values.Unmaskable);
        Assert.Equal("042 ***", Mask("042 hunter2!"));
    }

    [Fact]
    public void Bytes_that_are_no_text_pass_unchanged()
    {
        values.Add("p", "pässwörd");
        byte[] bytes = [0xFF, 0xC3, 0x28, 0x00, 0xE2, 0x82, 0x70, 0xC3];
        using (var stream = Open())
        {
            foreach (var each in bytes)
            {
                stream.WriteByte(each);
            }
        }

        Assert.Equal(bytes, shown.ToArray());
    }

    [Fact]
    public void Values_that_touch_or_overlap_become_one_mask()
    {
        values.Add("a", "abcdef");
        values.Add("b", "defghi");

        Assert.Equal("x***x", Mask("xabcdefabcdefghix"));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(100)]
    public void Short_values_are_found_at_every_position_of_a_text_among_long_ones(int count)
    {
        string[] all = [.. Enumerable.Range(0, count).Select(number => $"q{number:000}"), "a-long-value-of-many-characters", "K7Qz"];
        foreach (var value in all)
        {
            values.Add(value, value);
        }

        foreach (var value in all)
        {
            for (var before = 0; before < 40; before++)
            {
                shown.SetLength(0);
                Assert.Equal($"{new string('.', before)}***{new string('.', 40 - before)}",
                    Mask($"{new string('.', before)}{value}{new string('.', 40 - before)}"));
            }
        }
    }

    [Fact]
    public void A_flush_shows_no_beginning_of_a_value()
    {
        values.Add("p", "secret-value");
        using var stream = Open();

        stream.Write("name: sec"u8);
        stream.Flush();

        Assert.Equal("name: ", Shown);
    }

    [Fact]
    public void A_prompt_is_shown_when_its_program_waits_and_a_value_that_follows_is_masked()
    {
        values.Add("p", "secret-value");
        using var stream = Open();

        stream.Write("name: sec"u8);
        stream.FlushIdle();
        Assert.Equal("name: sec", Shown);
        stream.Write("r"u8);
        stream.FlushIdle();
        Assert.Equal("name: sec", Shown);
        stream.Write("et-value!"u8);

        Assert.Equal("name: sec***!", Shown);
    }

    [Fact]
    public void Of_a_short_value_no_more_than_a_quarter_is_shown_when_its_program_waits()
    {
        values.Add("p", "abcd");
        using var stream = Open();

        stream.Write("ab"u8);
        stream.FlushIdle();
        stream.FlushIdle();

        Assert.Equal("a", Shown);
    }

    public void Dispose() => shown.Dispose();

    private string Mask(string text)
    {
        using (var stream = Open())
        {
            stream.Write(Encoding.UTF8.GetBytes(text));
        }

        return Shown;
    }

    private MaskedStream Open() => new(shown, values, leaveOpen: true);
}
