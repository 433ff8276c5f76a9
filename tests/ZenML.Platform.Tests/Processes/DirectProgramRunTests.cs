using ZenML.Platform.Processes;
using ZenML.TestKit;

namespace ZenML.Platform.Tests.Processes;

public sealed class DirectProgramRunTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_program_gets_its_environment_and_the_descriptors_of_this_process_and_its_exit_code_is_returned()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Descriptors are looked up in /proc.");

        var exitCode = await RunAsync(
            "seen=$(for n in 0 1 2; do readlink /proc/$$/fd/$n; done); printf '%s\\n' \"$seen\" \"$value\" > \"$out\"; exit 7");

        Assert.Equal(7, exitCode);
        string[] own = [.. Enumerable.Range(0, 3).Select(number => new FileInfo($"/proc/self/fd/{number}").LinkTarget!)];
        Assert.Equal(
            own.Append("hunter2"),
            await File.ReadAllLinesAsync(Out, TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData(false, 143)]
    [InlineData(true, 137)]
    public async Task A_program_that_is_stopped_exits_with_the_number_of_the_signal(bool force, int expected)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Signals are those of Linux.");
        using var run = Start("touch \"$out\"; exec sleep 1000");
        await Patience.UntilAsync(
            () => Task.FromResult(File.Exists(Out)), "the program to start", TestContext.Current.CancellationToken);

        if (force)
        {
            run.ForceStop();
        }
        else
        {
            run.RequestStop();
        }

        Assert.Equal(expected, await run.Completion.InTimeAsync("the program to exit"));
    }

    [Fact]
    public void A_program_that_does_not_exist_is_not_started()
    {
        var exception = Assert.Throws<StartException>(() => ProgramStart.StartDirectly(
            new ChildCommand(Path.Combine(folder.Path, "none"), ["none"], new Dictionary<string, string>())));

        Assert.Equal(StartFailure.NotFound, exception.Failure);
    }

    private string Out => Path.Combine(folder.Path, "out");

    private async Task<int> RunAsync(string script)
    {
        using var run = Start(script);
        return await run.Completion.InTimeAsync("the program to exit");
    }

    private IProgramRun Start(string script) => ProgramStart.StartDirectly(new ChildCommand(
        "/bin/sh",
        ["sh", "-c", script],
        new Dictionary<string, string> { ["out"] = Out, ["value"] = "hunter2", ["PATH"] = "/usr/bin:/bin" }));
}
