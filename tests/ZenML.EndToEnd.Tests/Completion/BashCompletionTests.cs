namespace ZenML.EndToEnd.Tests.Completion;

public sealed class BashCompletionTests : ShellTest
{
    private const string Package = "/usr/share/bash-completion/bash_completion";

    protected override string Program => "bash";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Tab_completes_in_bash(bool hasPackage)
    {
        Assert.SkipWhen(hasPackage && !File.Exists(Package), "The package bash-completion is not installed.");
        await using var bash = await InteractiveShell.StartAsync(
            Zenml,
            "bash --noprofile --rcfile ~/rc.bash -i",
            "rc.bash",
            $$"""
            PS1=
            bind 'set enable-bracketed-paste off'
            bind 'set bell-style none'
            print_line() { printf '<<%s>>\n' "$READLINE_LINE"; READLINE_LINE=; READLINE_POINT=0; }
            bind -x '"\C-t": print_line'
            {{(hasPackage ? $". {Package}" : "")}}
            . <(zenml completion bash)
            """);

        await AssertCompletesAsync(bash, InAllShells);
        await AssertCompletesAsync(
            bash,
            ("zenml secret describe team/", "zenml secret describe team/db "),
            ("zenml secret describe ada", "zenml secret describe ada@example.com "),
            ("zenml secret describe it", @"zenml secret describe it\'s\ \$\(touch\ hostile\)\`touch\ hostile\` "),
            ("zenml secret describe \"it", "zenml secret describe \"it's \\$(touch hostile)\\`touch hostile\\`\" "),
            ("zenml secret get --scope us", "zenml secret get --scope user "),
            ("zenml experiment-tracker register x --p='{{team/db.pa", "zenml experiment-tracker register x --p='{{team/db.password}}' "),
            ("zenml experiment-tracker register x --p={{team/db.pa", "zenml experiment-tracker register x --p={{team/db.password}} "),
            ("zenml inject --in-file=fol", "zenml inject --in-file=folder/"),
            ("zenml secret list > my", @"zenml secret list > my\ file.txt "),
            ("zenml run -- ls my", @"zenml run -- ls my\ file.txt "));
        if (hasPackage)
        {
            await AssertCompletesAsync(bash, ("zenml run -- zenml secret get tea", "zenml run -- zenml secret get team/db "));
        }

        await AssertRunsNothingAsync(bash, "zenml secret describe it", "zenml secret describe \"it", "zenml secret describe 'it");
    }

    [Fact]
    public async Task The_package_bash_completion_finds_the_script_by_its_name()
    {
        Assert.SkipUnless(File.Exists(Package), "The package bash-completion is not installed.");
        await WriteScriptAsync(".local/share/bash-completion/completions/zenml");

        var loaded = await Zenml.InShellAsync($". {Package}; complete -p zenml; _completion_loader zenml; complete -p zenml");

        Assert.Contains("complete -F _zenml zenml", loaded.Expect(0).Out, StringComparison.Ordinal);
    }
}
