namespace ZenML.EndToEnd.Tests.Completion;

public sealed class ZshCompletionTests : ShellTest
{
    protected override string Program => "zsh";

    [Fact]
    public async Task Tab_completes_in_zsh()
    {
        await WriteScriptAsync("functions/_zenml");
        await using var zsh = await InteractiveShell.StartAsync(
            Zenml,
            "env ZDOTDIR=\"$HOME\" zsh -d -i",
            ".zshrc",
            """
            PS1= PS2=
            unsetopt prompt_cr prompt_sp beep
            fpath=(~/functions $fpath)
            autoload -Uz compinit
            compinit -u -D
            print-line() { print -r -- "<<$BUFFER>>"; BUFFER=; zle accept-line }
            zle -N print-line
            bindkey '^T' print-line
            """);

        await AssertCompletesAsync(zsh, InAllShells);
        await AssertCompletesAsync(
            zsh,
            ("zenml secret describe it", @"zenml secret describe it\'s\ \$\(touch\ hostile\)\`touch\ hostile\` "),
            ("zenml secret describe \"it", "zenml secret describe \"it's \\$(touch hostile)\\`touch hostile\\`\" "),
            ("zenml experiment-tracker register x --p='{{team/db.pa", @"zenml experiment-tracker register x --p=\{\{team/db.password\}\} "),
            ("zenml run -- zenml secret get tea", "zenml run -- zenml secret get team/db "));
        await zsh.SeeAsync("zenml secret r", "rename", "-- Rename a secret.");
        await zsh.SeeAsync("zenml secret describe t", "team/db", "-- For the team.", "two words", "-- 1 key");
        await AssertRunsNothingAsync(zsh, "zenml secret describe it", "zenml secret describe \"it", "zenml secret describe 'it");
    }

    [Fact]
    public async Task The_script_for_zsh_can_be_sourced()
    {
        await WriteScriptAsync("script.zsh");

        var loaded = await Zenml.InShellAsync(
            "zsh -f -c 'autoload -Uz compinit; compinit -u -D; source ~/script.zsh; print -r -- $_comps[zenml]'");

        Assert.Equal(("_zenml\n", ""), (loaded.Expect(0).Out, loaded.Error));
    }
}
