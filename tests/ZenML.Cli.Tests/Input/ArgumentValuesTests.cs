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
    public void What_cannot_be_read_names_key_and_file()
    {
        File.WriteAllBytes(Path.Combine(host.Folder, "binary"), [.. "CANARY"u8, 0xff]);
        File.WriteAllBytes(Path.Combine(host.Folder, "large"), new byte[ArgumentValues.MaximumBytes + 1]);
        foreach (var path in new[] { "missing", "binary", "large", ".", "no/such/folder", "" })
        {
            var refused = Assert.Throws<ZenException>(() => Values("").Expand("the_key", "@" + path));

            Assert.Contains("'the_key'", refused.Message, StringComparison.Ordinal);
            Assert.Contains($"'{path}'", refused.Message, StringComparison.Ordinal);
            Assert.DoesNotContain("CANARY", refused.ToString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Just_as_much_as_is_allowed_is_read()
    {
        File.WriteAllBytes(Path.Combine(host.Folder, "full"), [.. Enumerable.Repeat((byte)'x', ArgumentValues.MaximumBytes)]);

        Assert.Equal(ArgumentValues.MaximumBytes, Values("").Expand("k", "@full").Length);
    }

    private ArgumentValues Values(string input) => new(host.Environment(TextWriter.Null, TextWriter.Null, new FakeTerminal(), input));
}
