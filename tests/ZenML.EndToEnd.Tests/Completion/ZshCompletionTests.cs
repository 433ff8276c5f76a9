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

        await AssertCompletesAsync(
            zsh,
            ("zenml secret ren", "zenml secret rename "),
            ("zenml secret describe tea", "zenml secret describe team/db "),
            ("zenml secret describe ada@ex", "zenml secret describe ada@example.com "),
            ("zenml secret describe db:54", "zenml secret describe db:5432 "),
            ("zenml secret describe c", "zenml secret describe c++ "),
            ("zenml secret describe two", @"zenml secret describe two\ words "),
            (@"zenml secret describe two\ w", @"zenml secret describe two\ words "),
            ("zenml secret describe 'two", "zenml secret describe 'two words' "),
            ("zenml secret describe it", @"zenml secret describe it\'s\ \$\(touch\ hostile\)\`touch\ hostile\` "),
            ("zenml secret describe \"it", "zenml secret describe \"it's \\$(touch hostile)\\`touch hostile\\`\" "),
            ("zenml secret get team/db us", "zenml secret get team/db username "),
            ("zenml secret get --scope=us", "zenml secret get --scope=user "),
            ("zenml secret update team/db --pass", "zenml secret update team/db --password="),
            ("zenml stack register s -o def", "zenml stack register s -o default "),
            ("zenml experiment-tracker register x --flavor=ml", "zenml experiment-tracker register x --flavor=mlflow "),
            ("zenml experiment-tracker register x --p='{{team/db.pa", @"zenml experiment-tracker register x --p=\{\{team/db.password\}\} "),
            ("zenml secret create x --values=@my", @"zenml secret create x --values=@my\ file.txt "),
            ("zenml secret create x --values @fol", "zenml secret create x --values @folder/"),
            ("zenml inject -i my", @"zenml inject -i my\ file.txt "),
            ("zenml run --secret team/db -- whoam", "zenml run --secret team/db -- whoami "),
            ("zenml run -- zenml secret get tea", "zenml run -- zenml secret get team/db "),
            ("zenml secret create x", "zenml secret create x"));
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
