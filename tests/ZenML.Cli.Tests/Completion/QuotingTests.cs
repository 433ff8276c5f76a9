namespace ZenML.Cli.Tests.Completion;

/// <summary>What is inserted into a command line must be one word that the shell does not interpret.</summary>
public sealed class QuotingTests : IDisposable
{
    private const string Breaks = " \t\n\"'@><=;|&(:";

    private readonly CliHost host = new();

    public void Dispose() => host.Dispose();

    [Theory]
    [InlineData("two words", "tw", @"two\ words")]
    [InlineData("two words", "two\\ ", @"two\ words")]
    [InlineData("two words", "'two w", "two words")]
    [InlineData("two words", "\"two w", "two words")]
    [InlineData("$(touch x)`y`", "", @"\$\(touch\ x\)\`y\`")]
    [InlineData("$(touch x)`y`", "\"", "\\$(touch x)\\`y\\`")]
    [InlineData("$(touch x)`y`", "'", "$(touch x)`y`")]
    [InlineData("it's \"so\" \\", "it", @"it\'s\ \""so\""\ \\")]
    [InlineData("it's \"so\" \\", "'it", "it'\\''s \"so\" \\")]
    [InlineData("it's \"so\" \\", "\"it", "it's \\\"so\\\" \\\\")]
    [InlineData("a!b", "", @"a\!b")]
    [InlineData("a!b", "'", "a!b")]
    [InlineData("a!b", "\"", null)]
    [InlineData("a;b|c&d", "a", @"a\;b\|c\&d")]
    [InlineData("~ada", "", @"\~ada")]
    [InlineData("{a,b}", "{", @"{a\,b}")]
    [InlineData("{1..3}", "{", @"{1.\.3}")]
    [InlineData("*?[x]#", "*", @"\*\?\[x\]\#")]
    [InlineData("ada@example.com", "ada", "ada@example.com")]
    [InlineData("ada@example.com", "ada@", "@example.com")]
    [InlineData("ada@example.com", "ada@ex", "@example.com")]
    [InlineData("ada@example.com", "'ada@ex", "ada@example.com")]
    [InlineData("ada@example.com", "ada\\@ex", "ada@example.com")]
    [InlineData("db:5432", "db:54", "5432")]
    [InlineData("db:5432", "db\\:54", "db:5432")]
    [InlineData("a=b", "a=", "b")]
    [InlineData("team/db", "team/", "team/db")]
    public async Task Bash_gets_the_part_of_a_name_that_it_replaces_with_its_quotes(string name, string typed, string? expected)
    {
        await CreateAsync(name);

        var answer = await host.AnswerAsync("bash", $"zenml secret describe {typed}", Breaks);

        Assert.Equal(expected is null ? [] : [expected], answer[1..]);
    }

    [Theory]
    [InlineData("team/db", "te", "team/db")]
    [InlineData("two words", "tw", "'two words'")]
    [InlineData("two words", "'two w", "'two words'")]
    [InlineData("two words", "two` w", "'two words'")]
    [InlineData("it's $(x) `n", "\"it's", "'it''s $(x) `n'")]
    [InlineData("so ‘they’ say", "so", "'so ‘‘they’’ say'")]
    [InlineData("ada@example.com", "ada", "'ada@example.com'")]
    [InlineData("a,b", "a", "'a,b'")]
    [InlineData("$x;y", "", "'$x;y'")]
    public async Task PowerShell_gets_a_name_as_one_word(string name, string typed, string expected)
    {
        await CreateAsync(name);

        Assert.Equal(["words", $"{expected}\t{name}\t1 key"], await host.AnswerAsync("powershell", $"zenml secret describe {typed}"));
    }

    [Theory]
    [InlineData("two words", " two words:1 key")]
    [InlineData("$(touch x)", " $(touch x):1 key")]
    [InlineData("a:b", " a\\:b:1 key")]
    [InlineData("a\\:b", "-a\\:b")]
    public async Task Zsh_gets_a_name_without_quotes(string name, string expected)
    {
        await CreateAsync(name);

        Assert.Equal(["words", expected], await host.AnswerAsync("zsh", "zenml secret describe "));
        Assert.Equal(["words", $"{name}\t1 key"], await host.AnswerAsync("fish", "zenml secret describe "));
    }

    [Fact]
    public async Task Zsh_and_fish_and_PowerShell_get_what_they_need_for_files_and_other_commands()
    {
        const string file = "zenml secret create x --values=@su";
        const string command = "zenml run --secret x -- ls s";

        Assert.Equal(["files", "10"], await host.AnswerAsync("zsh", file));
        Assert.Equal(["files", "--values=@", "su"], await host.AnswerAsync("fish", file));
        Assert.Equal(["files", "--values=@", "su"], await host.AnswerAsync("powershell", file));
        Assert.Equal(["command", "5"], await host.AnswerAsync("zsh", command));
        Assert.Equal(["command"], await host.AnswerAsync("fish", command));
        Assert.Empty(await host.AnswerAsync("powershell", command));
    }

    [Fact]
    public async Task The_script_for_PowerShell_registers_a_completer_for_this_protocol()
    {
        // There is no PowerShell to run it in: these are the parts that the protocol depends on.
        var script = (await host.RunAsync("completion", "powershell")).Out;

        Assert.Equal(script, (await host.RunAsync("completion", "pwsh")).Out);
        Assert.Contains("Register-ArgumentCompleter -Native -CommandName zenml", script, StringComparison.Ordinal);
        Assert.Contains("$env:ZENML_COMPLETE_LINE = $ast.Extent.Text", script, StringComparison.Ordinal);
        Assert.Contains("zenml __complete powershell 2>$null", script, StringComparison.Ordinal);
        Assert.Contains("Remove-Item Env:ZENML_COMPLETE_LINE", script, StringComparison.Ordinal);
        Assert.Contains("$text, $shown, $help = $line -split \"`t\", 3", script, StringComparison.Ordinal);
    }

    private async Task CreateAsync(string name)
    {
        var run = await host.RunAsync("secret", "create", "--k=hidden-value", "--", name);
        Assert.True(run.ExitCode == 0, run.Error);
    }
}
