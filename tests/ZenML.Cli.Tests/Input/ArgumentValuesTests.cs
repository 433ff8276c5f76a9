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
    public void Text_is_text(string written, string read) => Assert.Equal(read, Values("").Expand("k", written));

    [Fact]
    public void A_file_is_read_from_the_working_folder_byte_for_byte()
    {
        const string Text = "\ufeffwith a mark\r\nand ünïcødé 🔑\n";
        File.WriteAllBytes(Path.Combine(host.Folder, "value"), Encoding.UTF8.GetBytes(Text));

        Assert.Equal(Text, Values("").Expand("k", "@value"));
        Assert.Equal(Text, Values("").Expand("k", "@" + Path.Combine(host.Folder, "value")));
    }

    [Fact]
    public void Standard_input_is_read_once()
    {
        var values = Values("typed");

        Assert.Equal("typed", values.Expand("k", "@-"));
        Assert.Equal(ErrorCode.InvalidArgument, Assert.Throws<ZenException>(() => values.Expand("l", "@-")).Code);
    }

    [Fact]
    public void What_cannot_be_read_names_the_key_and_of_the_file_only_that_it_was_one()
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
    public void A_password_that_begins_with_an_at_sign_is_not_repeated(string rest)
    {
        var refused = Assert.Throws<ZenException>(() => Values("").Expand("the_key", "@" + rest));

        Assert.DoesNotContain("Hunter2", refused.ToString(), StringComparison.Ordinal);
        Assert.Contains("@@", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_was_named_as_one_is_named()
    {
        Assert.Contains("'missing'", Assert.Throws<ZenException>(() => Values("").ReadFile("FILE", "missing")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Standard_input_that_is_closed_is_an_error()
    {
        var environment = host.Environment(TextWriter.Null, TextWriter.Null, new FakeTerminal { CanAsk = false }) with { OpenInput = () => throw new IOException("Bad file descriptor") };

        var refused = Assert.Throws<ZenException>(() => new ArgumentValues(environment).Expand("k", "@-"));

        Assert.Contains("Cannot read 'k' from standard input", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Just_as_much_as_is_allowed_is_read()
    {
        File.WriteAllBytes(Path.Combine(host.Folder, "full"), [.. Enumerable.Repeat((byte)'x', ArgumentValues.MaximumBytes)]);

        Assert.Equal(ArgumentValues.MaximumBytes, Values("").Expand("k", "@full").Length);
    }

    private ArgumentValues Values(string input) => new(host.Environment(TextWriter.Null, TextWriter.Null, new FakeTerminal { CanAsk = false }, input));
}
