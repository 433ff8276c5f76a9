using System.Diagnostics;
using System.Globalization;
using System.Text;
using ZenML.EndToEnd.Tests.Driving;
using ZenML.TestKit;

namespace ZenML.EndToEnd.Tests.Delivery;

/// <summary><c>zenml run</c> without a terminal.</summary>
public sealed class RunPipeTests : EndToEndTest, IAsyncLifetime
{
    private const string Password = "pässword-12345";

    public async ValueTask InitializeAsync() => await Zenml.OkAsync("secret", "create", "db", $"--password={Password}");

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task The_output_of_the_command_is_masked_and_its_streams_stay_apart()
    {
        var outcome = (await RunAsync("echo \"out $password.\"; echo \"error $password\" >&2")).Expect(0);

        Assert.Equal("out ***.\n", outcome.Out);
        Assert.Equal("error ***\n", outcome.Error);
    }

    [Fact]
    public async Task A_value_that_is_written_in_pieces_is_masked()
    {
        var outcome = await RunAsync("printf 'a pässw'; sleep 0.3; printf 'ord-1'; sleep 0.3; printf '2345 b'");

        Assert.Equal("a *** b", outcome.Out);
    }

    [Fact]
    public async Task A_value_that_the_command_encodes_is_masked()
    {
        var outcome = await RunAsync(
            "printf %s \"$password\" | base64; printf 'user:%s' \"$password\" | base64; "
                + "printf %s \"$password\" | od -An -v -tx1 | tr -d ' \\n'");

        Assert.Equal("***\ndXNlcj***\n***", outcome.Out);
    }

    [Fact]
    public async Task Lines_that_end_like_the_beginning_of_a_value_stay_complete_and_in_order()
    {
        var outcome = await RunAsync("seq 1 3000 | sed 's/$/ pässword-1/; s/^/p/'");

        Assert.Equal(
            string.Concat(Enumerable.Range(1, 3000).Select(number =>
                string.Create(CultureInfo.InvariantCulture, $"p{number} pässword-1\n"))),
            outcome.Out);
    }

    [Fact]
    public async Task A_value_among_bytes_that_are_no_text_is_masked_and_they_pass_unchanged()
    {
        var outcome = await Zenml.InShellAsync(
            """
            head -c 300000 /dev/urandom > data
            "$0" run --secret db -- sh -c 'cat data; printf %s "$password"; cat data' > shown
            { cat data; printf '***'; cat data; } | cmp - shown && echo same
            """);

        Assert.Equal("same\n", outcome.Out);
    }

    [Fact]
    public async Task A_prompt_that_ends_like_the_beginning_of_a_value_is_shown_while_the_command_waits()
    {
        // Who reads the prompt answers it: the command exits only then.
        var outcome = await Zenml.InShellAsync(
            """
            mkfifo answers
            "$0" run --secret db -- sh -c 'printf "ready p"; read line; echo "got $line"' < answers > log &
            exec 3> answers
            until grep -q 'ready p' log; do sleep 0.05; done
            echo x >&3
            wait $!
            cat log
            """);

        Assert.Equal("ready pgot x\n", outcome.Out);
    }

    [Fact]
    public async Task Text_that_only_begins_like_a_value_is_complete_when_the_command_has_exited() =>
        Assert.Equal("a pässword", (await RunAsync("printf 'a pässword'")).Out);

    [Theory]
    [InlineData("exit 0", 0)]
    [InlineData("exit 3", 3)]
    [InlineData("exit 255", 255)]
    [InlineData("kill -TERM $$", 143)]
    [InlineData("kill -KILL $$", 137)]
    [InlineData("ulimit -c 0; kill -SEGV $$", 139)]
    public async Task The_exit_code_or_the_signal_of_the_command_is_passed_on(string script, int exitCode) =>
        (await RunAsync(script)).Expect(exitCode);

    [Fact]
    public async Task Standard_input_is_the_commands()
    {
        var outcome = await Zenml.RunWithInputAsync("first\nsecond\n", "run", "--secret", "db", "--", "cat");

        Assert.Equal("first\nsecond\n", outcome.Out);
    }

    [Fact]
    public async Task The_command_makes_files_with_the_mode_that_its_caller_chose()
    {
        await Zenml.InShellAsync("umask 022; \"$0\" run --secret db -- touch made");

        Assert.Equal(
            UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead,
            File.GetUnixFileMode(Path.Combine(Zenml.Home, "made")));
    }

    [Fact]
    public async Task The_command_has_the_usual_signals()
    {
        // A program that ignores a broken pipe would write for ever. The C library keeps signals from 32 on for itself.
        var outcome = await RunAsync(
            "yes | head -n 1; for s in Blk Ign; do echo $((0x$(grep Sig$s /proc/self/status | cut -f2) & 0x7fffffff)); done");

        Assert.Equal("y\n0\n0\n", outcome.Out);
    }

    [Fact]
    public async Task Output_that_nobody_reads_ends_the_command()
    {
        var outcome = await Zenml.InShellAsync("\"$0\" run --secret db -- yes | head -n 1; echo ${PIPESTATUS[0]}");

        Assert.Equal("y\n141\n", outcome.Out);
    }

    [Fact]
    public async Task A_process_that_the_command_leaves_behind_does_not_keep_zenml()
    {
        var outcome = await RunAsync("sleep 1000 & echo $!");
        using var kill = Process.Start("kill", [outcome.Out.Trim()]);
        await kill.WaitForExitAsync(TestContext.Current.CancellationToken).InTimeAsync("kill to exit");

        Assert.Equal(0, outcome.ExitCode);
    }

    [Fact]
    public async Task The_last_words_of_a_process_that_the_command_started_are_not_lost() =>
        Assert.Equal("first\nlast\n", (await RunAsync("(sleep 0.3; echo last) & echo first")).Out);

    [Theory]
    [InlineData("TERM", 15)]
    [InlineData("HUP", 1)]
    [InlineData("INT", 2)]
    [InlineData("QUIT", 3)]
    [InlineData("USR1", 10)]
    [InlineData("USR2", 12)]
    public async Task Signals_reach_the_command(string signal, int number)
    {
        // setsid: on the terminal of a developer, the terminal itself would interrupt the command. env: bash ignores both keys for a job.
        var outcome = await Zenml.InShellAsync(
            $$"""
            setsid env --default-signal=INT,QUIT "$0" run --secret db -- \
                bash -c 'trap "echo got; exit 9" {{signal}}; echo ready; while :; do sleep 0.05; done' > log &
            child=$!
            until grep -q ready log; do sleep 0.05; done
            kill -{{signal}} $child
            wait $child
            echo $?
            cat log
            """);

        Assert.Equal("9\nready\ngot\n", outcome.Out);
        Assert.True(number > 0);
    }

    [Fact]
    public async Task A_signal_that_ends_the_command_is_in_the_exit_code()
    {
        var outcome = await Zenml.InShellAsync(
            """
            "$0" run --secret db -- sh -c 'echo ready; exec sleep 1000' > log &
            until grep -q ready log; do sleep 0.05; done
            kill $!
            wait $!
            echo $?
            """);

        Assert.Equal("143\n", outcome.Out);
    }

    [Fact]
    public async Task A_plain_key_is_shown_among_masked_values()
    {
        await Zenml.OkAsync("secret", "create", "app", "--user=app-user", $"--password={Password}", "--plain", "user");

        var outcome = await Zenml.OkAsync("run", "--secret", "app", "--", "sh", "-c", "echo \"$user $password\"");

        Assert.Equal("app-user ***\n", outcome.Out);
    }

    [Fact]
    public async Task Without_masking_the_command_gets_the_streams_of_zenml_themselves()
    {
        var outcome = await Zenml.InShellAsync(
            """
            head -c 300000 /dev/urandom > data
            "$0" run --secret db --no-masking -- \
                sh -c 'cat; printf %s "$password"; exec 3>&1; readlink /proc/self/fd/3 >&2' < data > shown 2> streams
            { cat data; printf %s 'pässword-12345'; } | cmp - shown && echo same
            test "$(cat streams)" = "$(readlink -f shown)" && echo direct
            "$0" run --secret db --no-masking -- sh -c 'kill -TERM $$'
            echo $?
            """);

        Assert.Equal("same\ndirect\n143\n", outcome.Out);
    }

    [Theory]
    [InlineData("TERM")]
    [InlineData("HUP")]
    [InlineData("INT")]
    [InlineData("QUIT")]
    [InlineData("USR1")]
    [InlineData("USR2")]
    public async Task Signals_reach_a_command_that_runs_without_masking(string signal)
    {
        // As in the test with masking.
        var outcome = await Zenml.InShellAsync(
            $$"""
            setsid env --default-signal=INT,QUIT "$0" run --secret db --no-masking -- \
                bash -c 'trap "echo got; exit 9" {{signal}}; echo ready; while :; do sleep 0.05; done' > log &
            child=$!
            until grep -q ready log; do sleep 0.05; done
            kill -{{signal}} $child
            wait $child
            echo $?
            cat log
            """);

        Assert.Equal("9\nready\ngot\n", outcome.Out);
    }

    [Theory]
    [InlineData("")]
    [InlineData("--no-masking")]
    public async Task A_command_that_signals_zenml_as_soon_as_it_starts_gets_the_signal_back(string option)
    {
        // zenml itself would exit with 143 if it did not handle the signal yet.
        var outcome = await Zenml.InShellAsync(
            $$"""
            for n in $(seq 20); do
                "$0" run --secret db {{option}} -- sh -c 'trap "exit 9" TERM; kill -TERM $PPID; while :; do sleep 0.05; done'
                echo $?
            done | sort | uniq -c | tr -s ' '
            """);

        Assert.Equal(" 20 9\n", outcome.Out);
    }

    [Theory]
    [InlineData("")]
    [InlineData("--no-masking")]
    public async Task A_command_under_nohup_ignores_the_end_of_its_terminal(string option)
    {
        var outcome = await Zenml.InShellAsync(
            $$"""nohup "$0" run --secret db {{option}} -- sh -c 'kill -HUP $$; echo still here' 2> /dev/null""");

        Assert.Equal("still here\n", outcome.Out);
    }

    [Fact]
    public async Task Programs_are_found_as_by_a_shell()
    {
        Zenml.WriteFile("script", "echo \"no first line: $1\"\n");
        Zenml.WriteFile("text", "x");
        await Zenml.InShellAsync("chmod +x script");

        Assert.Equal("no first line: a b\n", (await Zenml.OkAsync("run", "--", "./script", "a b")).Out);
        (await Zenml.RunAsync("run", "--", "./text")).Expect(126);
        (await Zenml.RunAsync("run", "--", "no-such-program")).Expect(127);
        (await Zenml.RunAsync("run", "--env", "PATH=/nowhere", "--", "ls")).Expect(127);
    }

    [Fact]
    public async Task Values_are_in_no_argument_and_not_in_the_environment_of_zenml()
    {
        var outcome = await RunAsync(
            "tr '\\0' '\\n' < /proc/$PPID/cmdline; tr '\\0' '\\n' < /proc/$PPID/environ; "
                + "tr '\\0' '\\n' < /proc/$$/environ | grep -c ssword-12345");

        Assert.EndsWith("\n1\n", outcome.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("***", outcome.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_hundred_megabytes_of_output_need_no_more_memory_than_a_few()
    {
        var small = await PeakAsync(1);
        var large = await PeakAsync(100);

        Assert.True(large < small + 20_000, string.Create(CultureInfo.InvariantCulture, $"{small} KiB and {large} KiB"));

        async Task<int> PeakAsync(int megabytes)
        {
            var outcome = await Zenml.InShellAsync(
                $$"""
                "$0" run --secret db -- \
                    sh -c 'head -c {{megabytes}}000000 /dev/zero | tr "\0" x; echo; grep VmHWM /proc/$PPID/status >&2' > big 2> peak
                wc -c < big; tr -dc 0-9 < peak
                """);
            var lines = outcome.Out.Split('\n');
            Assert.Equal((megabytes * 1_000_000) + 1, int.Parse(lines[0], CultureInfo.InvariantCulture));
            return int.Parse(lines[1], CultureInfo.InvariantCulture);
        }
    }

    [Fact]
    public async Task Bytes_that_are_no_text_pass_unchanged()
    {
        var outcome = await Zenml.InShellAsync(
            "head -c 300000 /dev/urandom > data; \"$0\" run --secret db -- cat data | cmp - data && echo same");

        Assert.Equal("same\n", outcome.Out);
    }

    [Fact]
    public async Task A_watched_command_gets_the_new_value()
    {
        using var process = Zenml.Start(
            "run", "--secret", "db", "--watch", "--interval", "1", "--", "sh", "-c", "printf %s \"$password\" | wc -c; exec sleep 1000");
        var first = await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken).AsTask().InTimeAsync("the first run");
        await Zenml.OkAsync("secret", "update", "db", "--password=four");
        var second = await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken).AsTask()
            .InTimeAsync("the second run");
        process.Kill(entireProcessTree: true);

        Assert.Equal((Encoding.UTF8.GetByteCount(Password).ToString(CultureInfo.InvariantCulture), "4"), (first, second));
    }

    private Task<Outcome> RunAsync(string script) => Zenml.RunAsync("run", "--secret", "db", "--", "sh", "-c", script);
}
