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

        await AssertCompletesAsync(fish, InAllShells);
        await AssertCompletesAsync(
            fish,
            ("zenml secret describe it", @"zenml secret describe it\'s\ \$\(touch\ hostile\)`touch\ hostile` "),
            ("zenml secret describe \"it", "zenml secret describe \"it's \\$(touch hostile)`touch hostile`\" "),
            ("zenml experiment-tracker register x --p='{{team/db.pa", "zenml experiment-tracker register x --p='{{team/db.password}}' "),
            ("zenml inject -i ~/fol", "zenml inject -i ~/folder/"),
            ("zenml run -- zenml secret get tea", "zenml run -- zenml secret get team/db "));
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
