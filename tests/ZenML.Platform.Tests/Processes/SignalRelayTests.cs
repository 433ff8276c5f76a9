using System.Runtime.Versioning;
using ZenML.Platform.Processes;
using ZenML.TestKit;

namespace ZenML.Platform.Tests.Processes;

[UnsupportedOSPlatform("windows")]
public sealed class SignalRelayTests
{
    [Fact]
    public async Task A_signal_that_comes_before_the_program_is_started_reaches_it()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Signals are those of Linux.");
        var relay = new SignalRelay();
        relay.Send(Signals.Terminate);

        var child = Start();
        relay.Attach(child);

        Assert.Equal(143, await Task.Run(child.Wait, TestContext.Current.CancellationToken).InTimeAsync("the program to exit"));
    }

    [Fact]
    public async Task A_signal_of_a_key_is_passed_on_before_the_program_is_started_and_later_only_if_it_is_needed()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Signals are those of Linux.");
        var (relay, early) = (new SignalRelay(), new SignalRelay());
        early.SendKey(Signals.Terminate, () => throw new InvalidOperationException("There is no program that could have got it."));
        var (child, interrupted) = (Start(), Start());
        relay.Attach(child);
        early.Attach(interrupted);

        relay.SendKey(Signals.Terminate, () => false);
        relay.SendKey(Signals.Kill, () => true);

        Assert.Equal(137, await Task.Run(child.Wait, TestContext.Current.CancellationToken).InTimeAsync("the program to exit"));
        Assert.Equal(143, await Task.Run(interrupted.Wait, TestContext.Current.CancellationToken).InTimeAsync("the other program to exit"));
    }

    private static ChildProcess Start() => ChildProcess.Start(
        new ChildCommand("/bin/sleep", ["sleep", "1000"], new Dictionary<string, string>()), new ChildStreams(Terminal: null, 1, 2));
}
