using ZenML.TestKit;

namespace ZenML.EndToEnd.Tests.Output;

/// <summary>Standard streams that are closed or not writable, and bytes that are not text.</summary>
public sealed class BrokenStreamTests : EndToEndTest
{
    [Theory]
    [InlineData("2>&-")]
    [InlineData("2>/dev/full")]
    public async Task Messages_that_cannot_be_written_are_dropped_and_the_exit_code_stays_the_same(string redirection)
    {
        (await Zenml.InShellAsync($"\"$0\" secret create s --a=1 {redirection}")).Expect(0);
        (await Zenml.InShellAsync($"\"$0\" secret create s --a=1 {redirection}")).Expect(1);
        (await Zenml.InShellAsync($"\"$0\" secret create --no-such {redirection}")).Expect(2);

        Assert.Equal("1", await Zenml.ValueAsync("s", "a"));
    }

    [Fact]
    public async Task Data_that_cannot_be_written_is_an_error()
    {
        Assert.Contains("Cannot write output", (await Zenml.InShellAsync("\"$0\" version >&-")).Expect(1).Error, StringComparison.Ordinal);
        Assert.Contains(
            "Cannot write output",
            (await Zenml.InShellAsync("\"$0\" version >/dev/full")).Expect(1).Error,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_all_streams_closed_the_store_files_contain_only_store_data()
    {
        (await Zenml.InShellAsync("\"$0\" secret create s --a=1 <&- >&- 2>&-")).Expect(0);
        (await Zenml.InShellAsync("\"$0\" secret create s --a=2 <&- >&- 2>&-")).Expect(1);

        Assert.Equal("1", await Zenml.ValueAsync("s", "a"));
    }

    [Fact]
    public async Task Closed_standard_input_is_not_mistaken_for_another_file()
    {
        var run = (await Zenml.InShellAsync("\"$0\" secret create s --a=@- <&-")).Expect(1);

        Assert.Contains("Cannot read 'a' from standard input", run.Error, StringComparison.Ordinal);
        Assert.Empty((await Zenml.JsonAsync("secret", "list")).AsArray());
    }

    [Fact]
    public async Task An_argument_that_is_not_UTF_8_is_rejected_and_a_replacement_character_is_not()
    {
        Assert.Contains(
            "Argument 4 is not valid UTF-8",
            (await Zenml.InShellAsync("\"$0\" secret create s --a=$'p\\xffq'")).Expect(2).Error,
            StringComparison.Ordinal);
        await Zenml.OkAsync("secret", "create", "s", "--a=p\ufffdq");

        Assert.Equal("p\ufffdq", await Zenml.ValueAsync("s", "a"));
    }

    [Fact]
    public async Task A_command_dumps_no_core()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Looks at the process as Linux shows it.");
        using var process = Zenml.Start("secret", "create", "s", "--a=@-");
        var limits = "";
        await Patience.UntilAsync(
            async () =>
            {
                limits = await File.ReadAllTextAsync($"/proc/{process.Id}/limits", TestContext.Current.CancellationToken);
                return process.HasExited || limits.Contains("Max core file size        1 ", StringComparison.Ordinal);
            },
            "the process to limit its core file",
            TestContext.Current.CancellationToken);

        process.StandardInput.Close();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken).InTimeAsync("the command to exit");
        Assert.Contains("Max core file size        1 ", limits, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_executable_without_its_library_names_the_missing_file()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The file has another name elsewhere.");
        // Copied by the shell: a file that this process writes cannot be run while another test's process, just being
        // started, still holds it open.
        var run = await Zenml.InShellAsync("cp \"$0\" zenml && exec ./zenml secret list");

        run.Expect(1);
        Assert.Contains("libe_sqlite3.so", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("Unexpected error", run.Error, StringComparison.Ordinal);
    }
}
