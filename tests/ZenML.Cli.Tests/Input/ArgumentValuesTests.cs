using System.Text;
using ZenML.Cli.Input;
using ZenML.Core.Errors;

namespace ZenML.Cli.Tests.Input;

public sealed class ArgumentValuesTests : IDisposable
{
    private readonly CliHost host = new();

    public void Dispose() => host.Dispose();

    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("", "")]
    [InlineData("a@b", "a@b")]
    [InlineData("@@", "@")]
    [InlineData("@@@text", "@@text")]
    public void Plain_text_is_returned_unchanged(string written, string read) => Assert.Equal(read, Values("").Expand("k", written));

    [Fact]
    public void A_file_is_read_from_the_working_folder_byte_for_byte()
    {
        const string Text = "\ufeffwith a mark\r\nand ünïcødé 🔑\n";
        File.WriteAllBytes(Path.Combine(host.Folder, "value"), Encoding.UTF8.GetBytes(Text));

        Assert.Equal(Text, Values("").Expand("k", "@value"));
        Assert.Equal(Text, Values("").Expand("k", "@" + Path.Combine(host.Folder, "value")));
    }

    [Fact]
    public void Standard_input_can_be_read_only_once()
    {
        var values = Values("typed");

        Assert.Equal("typed", values.Expand("k", "@-"));
        Assert.Equal(ErrorCode.InvalidArgument, Assert.Throws<ZenException>(() => values.Expand("l", "@-")).Code);
    }

    [Fact]
    public void The_error_for_an_unreadable_file_names_the_key_and_does_not_repeat_the_argument()
    {
        File.WriteAllBytes(Path.Combine(host.Folder, "binary"), [.. "CANARY"u8, 0xff]);
        File.WriteAllBytes(Path.Combine(host.Folder, "large"), new byte[ArgumentValues.MaximumBytes + 1]);
        foreach (var path in new[] { "missing", "binary", "large", ".", "no/such/folder", "" })
        {
            var refused = Assert.Throws<ZenException>(() => Values("").Expand("the_key", "@" + path));

            Assert.Contains("'the_key'", refused.Message, StringComparison.Ordinal);
            Assert.Contains("the file named after the @", refused.Message, StringComparison.Ordinal);
            Assert.DoesNotContain("CANARY", refused.ToString(), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("Hunter2!Secret")]
    [InlineData("Hunter2/Secret")]
    [InlineData("Hunter2\0Secret")]
    public void The_error_for_a_missing_file_does_not_repeat_a_password_that_starts_with_an_at_sign(string rest)
    {
        var refused = Assert.Throws<ZenException>(() => Values("").Expand("the_key", "@" + rest));

        Assert.DoesNotContain("Hunter2", refused.ToString(), StringComparison.Ordinal);
        Assert.Contains("@@", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_error_for_a_file_given_by_an_explicit_file_option_names_the_file()
    {
        Assert.Contains(
            "'missing'",
            Assert.Throws<ZenException>(() => Values("").ReadFile("FILE", "missing")).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Closed_standard_input_is_an_error()
    {
        var environment = host.Environment(TextWriter.Null, TextWriter.Null, new FakeTerminal { CanAsk = false }) with
        {
            OpenInput = () => throw new IOException("Bad file descriptor"),
        };

        var refused = Assert.Throws<ZenException>(() => new ArgumentValues(environment).Expand("k", "@-"));

        Assert.Contains("Cannot read 'k' from standard input", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Exactly_the_allowed_number_of_bytes_is_read()
    {
        File.WriteAllBytes(Path.Combine(host.Folder, "full"), [.. Enumerable.Repeat((byte)'x', ArgumentValues.MaximumBytes)]);

        Assert.Equal(ArgumentValues.MaximumBytes, Values("").Expand("k", "@full").Length);
    }

    private ArgumentValues Values(string input) =>
        new(host.Environment(TextWriter.Null, TextWriter.Null, new FakeTerminal { CanAsk = false }, input));
}
