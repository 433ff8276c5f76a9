namespace ZenML.EndToEnd.Tests.Completion;

public sealed class FishCompletionTests : ShellTest
{
    protected override string Program => "fish";

    [Fact]
    public async Task Tab_completes_in_fish()
    {
        await using var fish = await InteractiveShell.StartAsync(
            Zenml,
            "fish --no-config -i --init-command 'source ~/rc.fish'",
            "rc.fish",
            """
            function fish_prompt; end
            function print_line
                printf '<<%s>>\n' (commandline | string collect)
                commandline ''
            end
            bind \ct print_line
            zenml completion fish | source
            """);

        await AssertCompletesAsync(
            fish,
            ("zenml secret ren", "zenml secret rename "),
            ("zenml secret describe tea", "zenml secret describe team/db "),
            ("zenml secret describe ada@ex", "zenml secret describe ada@example.com "),
            ("zenml secret describe db:54", "zenml secret describe db:5432 "),
            ("zenml secret describe c", "zenml secret describe c++ "),
            ("zenml secret describe two", @"zenml secret describe two\ words "),
            (@"zenml secret describe two\ w", @"zenml secret describe two\ words "),
            ("zenml secret describe 'two", "zenml secret describe 'two words' "),
            ("zenml secret describe it", @"zenml secret describe it\'s\ \$\(touch\ hostile\)`touch\ hostile` "),
            ("zenml secret describe \"it", "zenml secret describe \"it's \\$(touch hostile)`touch hostile`\" "),
            ("zenml secret get team/db us", "zenml secret get team/db username "),
            ("zenml secret get --scope=us", "zenml secret get --scope=user "),
            ("zenml secret update team/db --pass", "zenml secret update team/db --password="),
            ("zenml stack register s -o def", "zenml stack register s -o default "),
            ("zenml experiment-tracker register x --flavor=ml", "zenml experiment-tracker register x --flavor=mlflow "),
            ("zenml experiment-tracker register x --p='{{team/db.pa", "zenml experiment-tracker register x --p='{{team/db.password}}' "),
            ("zenml secret create x --values=@my", @"zenml secret create x --values=@my\ file.txt "),
            ("zenml secret create x --values @fol", "zenml secret create x --values @folder/"),
            ("zenml inject -i my", @"zenml inject -i my\ file.txt "),
            ("zenml inject -i ~/fol", "zenml inject -i ~/folder/"),
            ("zenml run --secret team/db -- whoam", "zenml run --secret team/db -- whoami "),
            ("zenml run -- zenml secret get tea", "zenml run -- zenml secret get team/db "),
            ("zenml secret create x", "zenml secret create x"));
        await AssertRunsNothingAsync(fish, "zenml secret describe it", "zenml secret describe \"it", "zenml secret describe 'it");
    }

    [Fact]
    public async Task Fish_loads_the_script_from_its_folder_and_shows_descriptions()
    {
        await WriteScriptAsync(".config/fish/completions/zenml.fish");

        var found = await Zenml.InShellAsync(
            """
            PATH="$(dirname "$0"):$PATH" fish -c 'complete -C "zenml secret describe t"; complete -C "zenml secret rena"'
            """);

        Assert.Equal("team/db\tFor the team.\ntwo words\t1 key\nrename\tRename a secret.\n", found.Expect(0).Out);
        Assert.Equal("", found.Error);
    }
}
