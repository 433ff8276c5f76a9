using ZenML.Core.Errors;

namespace ZenML.Core.Tests.Errors;

public sealed class MessageTextTests
{
    private static readonly string Forged = "x'\nWarning: forged";

    [Fact]
    public void What_is_put_into_a_message_adds_no_line_to_it()
    {
        Assert.Equal("There is no 'x'\\nWarning: forged'.", new ZenException(ErrorCode.NotFound, $"There is no '{Forged}'.").Message);
        Assert.Equal("There is no 'x'\\nWarning: forged'.", MessageText.Of($"There is no '{Forged}'."));
    }

    [Fact]
    public void A_message_of_our_own_can_be_put_into_another_with_its_lines()
    {
        var lines = "one:\n  two";

        Assert.Equal("It says one:\n  two", MessageText.Of($"It says {lines:raw}"));
        Assert.Throws<FormatException>(() => MessageText.Of($"It says {lines:other}"));
    }

    [Fact]
    public void Numbers_and_absent_values_are_written_for_every_culture_alike() =>
        Assert.Equal("1234.5 and 2 and  and NotFound", MessageText.Of($"{1234.5} and {2L} and {(string?)null} and {ErrorCode.NotFound}"));

    [Fact]
    public void What_is_put_into_a_message_is_cut_where_it_is_very_long() =>
        Assert.InRange(MessageText.Of($"'{new string('x', 1_000_000)}'").Length, 1_000, 10_000);
}
