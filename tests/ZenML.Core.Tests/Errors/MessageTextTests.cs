using ZenML.Core.Errors;

namespace ZenML.Core.Tests.Errors;

public sealed class MessageTextTests
{
    private static readonly string Forged = "x'\nWarning: forged";

    [Fact]
    public void Text_inserted_into_a_message_adds_no_line_to_it()
    {
        Assert.Equal("There is no 'x'\\nWarning: forged'.", new ZenException(ErrorCode.NotFound, $"There is no '{Forged}'.").Message);
        Assert.Equal("There is no 'x'\\nWarning: forged'.", MessageText.Of($"There is no '{Forged}'."));
    }

    [Fact]
    public void A_message_of_the_library_can_be_inserted_into_another_with_its_lines()
    {
        var lines = "one:\n  two";

        Assert.Equal("It says one:\n  two", MessageText.Of($"It says {lines:raw}"));
        Assert.Throws<FormatException>(() => MessageText.Of($"It says {lines:other}"));
    }

    [Fact]
    public void Numbers_and_nulls_are_formatted_the_same_in_every_culture() =>
        Assert.Equal("1234.5 and 2 and  and NotFound", MessageText.Of($"{1234.5} and {2L} and {(string?)null} and {ErrorCode.NotFound}"));

    [Fact]
    public void Very_long_text_inserted_into_a_message_is_truncated() =>
        Assert.InRange(MessageText.Of($"'{new string('x', 1_000_000)}'").Length, 1_000, 10_000);
}
