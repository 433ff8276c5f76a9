using ZenML.Cli.CommandLine;

namespace ZenML.Cli.Tests.CommandLine;

public sealed class ArgumentEncodingTests
{
    [Fact]
    public void An_argument_that_is_not_UTF_8_is_detected()
    {
        Assert.Equal(2, Find([.. "zenml\0a\0p"u8, 0xff, .. "q\0"u8], "a", "p\ufffdq"));
        Assert.Equal(1, Find([.. "dotnet\0zenml.dll\0p"u8, 0xff, .. "\0\0\0"u8], "p\ufffd", "", ""));
    }

    [Fact]
    public void A_genuine_replacement_character_is_accepted()
    {
        Assert.Null(Find([.. "zenml\0\0p\ufffdq\0"u8], "", "p\ufffdq"));
    }

    [Fact]
    public void The_program_name_is_not_checked()
    {
        Assert.Null(Find([.. "z"u8, 0xff, .. "\0p\ufffdq\0"u8], "p\ufffdq"));
    }

    [Fact]
    public void Raw_bytes_are_read_only_if_an_argument_may_have_been_altered()
    {
        Assert.Null(ArgumentEncoding.FindDamaged(["ünïcødé"], () => throw new InvalidOperationException()));
        Assert.Null(ArgumentEncoding.FindDamaged(["\ufffd"], () => null));
    }

    [Fact]
    public async Task A_command_with_an_argument_that_is_not_UTF_8_is_rejected_and_stores_nothing()
    {
        using var host = new CliHost { RawArguments = [.. "zenml\0secret\0create\0x\0--a=p"u8, 0xff, .. "q\0"u8] };

        var run = await host.RunAsync("secret", "create", "x", "--a=p\ufffdq");

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("Argument 4 is not valid UTF-8", run.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(host.Folder, "config")));
    }

    private static int? Find(byte[] raw, params string[] arguments) => ArgumentEncoding.FindDamaged(arguments, () => raw);
}
