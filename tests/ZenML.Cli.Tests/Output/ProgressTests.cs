using ZenML.Cli.Output;

namespace ZenML.Cli.Tests.Output;

public sealed class ProgressTests : IDisposable
{
    private const string Erase = "\r\u001b[K";

    private readonly TimerClock clock = new();
    private readonly StringWriter error = new() { NewLine = "\n" };
    private readonly List<CliHost> hosts = [];

    [Fact]
    public void Work_shows_after_a_second_and_disappears_at_the_end()
    {
        var progress = Make(isTerminal: true);
        var work = progress.Begin("Importing");
        Assert.Equal(TimeSpan.FromSeconds(1), clock.DueTime);
        Assert.Equal("", error.ToString());

        clock.Fire(TimeSpan.FromSeconds(1));
        clock.Fire(TimeSpan.FromSeconds(12));
        work.Dispose();

        Assert.Equal($"{Erase}⠋ Importing (1 s){Erase}⠙ Importing (12 s){Erase}", error.ToString());
        Assert.False(clock.IsRunning);
    }

    [Fact]
    public void Work_of_a_known_amount_shows_how_much_is_done()
    {
        var amount = new Amount(200);
        using (Make(isTerminal: true).Begin("Backing up", amount))
        {
            clock.Fire(TimeSpan.FromSeconds(1));
            amount.Report(150);
            clock.Fire(TimeSpan.FromSeconds(2));
            amount.Report(201);
            clock.Fire(TimeSpan.FromSeconds(3));
        }

        Assert.Equal(
            $"{Erase}⠋ Backing up (0 %, 1 s){Erase}⠙ Backing up (75 %, 2 s){Erase}⠹ Backing up (100 %, 3 s){Erase}", error.ToString());
    }

    [Fact]
    public void Short_work_shows_nothing()
    {
        Make(isTerminal: true).Begin("Importing").Dispose();

        Assert.Equal("", error.ToString());
    }

    [Fact]
    public void A_message_meanwhile_is_on_a_line_of_its_own()
    {
        var progress = Make(isTerminal: true);
        using (progress.Begin("Importing"))
        {
            clock.Fire(TimeSpan.FromSeconds(1));
            progress.Interrupt(() => error.WriteLine("Warning: x"));
            clock.Fire(TimeSpan.FromSeconds(2));
        }

        Assert.Equal($"{Erase}⠋ Importing (1 s){Erase}Warning: x\n{Erase}⠙ Importing (2 s){Erase}", error.ToString());
    }

    [Theory]
    [InlineData(false, "xterm")]
    [InlineData(true, "dumb")]
    public void Nothing_shows_without_a_terminal_that_can_erase_a_line(bool isTerminal, string term)
    {
        using (Make(isTerminal, term).Begin("Importing"))
        {
            clock.Fire(TimeSpan.FromSeconds(5));
        }

        Assert.Null(clock.DueTime);
        Assert.Equal("", error.ToString());
    }

    [Fact]
    public async Task A_command_that_works_longer_shows_it()
    {
        using var host = new CliHost { ErrorIsTerminal = true, Clock = clock };

        var run = await host.RunAsync("store", "check");

        Assert.Equal(0, run.ExitCode);
        Assert.NotNull(clock.DueTime);
        Assert.False(clock.IsRunning);
    }

    public void Dispose()
    {
        error.Dispose();
        hosts.ForEach(host => host.Dispose());
    }

    private Progress Make(bool isTerminal, string term = "xterm")
    {
        var host = new CliHost { ErrorIsTerminal = isTerminal, Clock = clock };
        host.Variables["TERM"] = term;
        hosts.Add(host);
        return new Progress(host.Environment(TextWriter.Null, error, new FakeTerminal()));
    }
}
