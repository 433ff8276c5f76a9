namespace ZenML.EndToEnd.Tests.Completion;

/// <summary>Presses Tab in a real shell, over a store with names that are hard to quote.</summary>
public abstract class ShellTest : EndToEndTest, IAsyncLifetime
{
    /// <summary>The name of the shell's program.</summary>
    protected abstract string Program { get; }

    /// <summary>A name that would run a command if the shell interpreted it.</summary>
    protected const string Hostile = "it's $(touch hostile)`touch hostile`";

    /// <summary>What every shell completes to the same line.</summary>
    protected static readonly (string Typed, string Expected)[] InAllShells =
    [
        ("zenml secret ren", "zenml secret rename "),
        ("zenml secret describe tea", "zenml secret describe team/db "),
        ("zenml secret describe ada@ex", "zenml secret describe ada@example.com "),
        ("zenml secret describe db:54", "zenml secret describe db:5432 "),
        ("zenml secret describe c", "zenml secret describe c++ "),
        ("zenml secret describe two", @"zenml secret describe two\ words "),
        (@"zenml secret describe two\ w", @"zenml secret describe two\ words "),
        ("zenml secret describe 'two", "zenml secret describe 'two words' "),
        ("zenml secret get team/db us", "zenml secret get team/db username "),
        ("zenml secret get --scope=us", "zenml secret get --scope=user "),
        ("zenml secret update team/db --pass", "zenml secret update team/db --password="),
        ("zenml stack register s -o def", "zenml stack register s -o default "),
        ("zenml experiment-tracker register x --flavor=ml", "zenml experiment-tracker register x --flavor=mlflow "),
        ("zenml secret create x --values=@my", @"zenml secret create x --values=@my\ file.txt "),
        ("zenml secret create x --values @fol", "zenml secret create x --values @folder/"),
        ("zenml inject -i my", @"zenml inject -i my\ file.txt "),
        ("zenml run --secret team/db -- whoam", "zenml run --secret team/db -- whoami "),
        ("zenml secret create x", "zenml secret create x"),
    ];

    /// <inheritdoc />
    public async ValueTask InitializeAsync()
    {
        if (!Environment.GetEnvironmentVariable("PATH")!.Split(':').Any(folder => File.Exists(Path.Combine(folder, Program))))
        {
            var isRequired = Environment.GetEnvironmentVariable("CI") is { Length: > 0 };
            Assert.SkipUnless(isRequired, $"{Program} is not installed. Run ./build setup to install it.");
            Assert.Fail($"{Program} is not installed.");
        }

        await Zenml.OkAsync(
            "secret", "create", "team/db", "--username=hidden-value", "--password=hidden-value", "--description", "For the team.");
        foreach (var name in (string[])["ada@example.com", "db:5432", "two words", "c++", Hostile])
        {
            await Zenml.OkAsync("secret", "create", name, "--k=hidden-value");
        }

        Zenml.WriteFile("my file.txt", "");
        Directory.CreateDirectory(Path.Combine(Zenml.Home, "folder"));
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync()
    {
        Dispose();
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    /// <summary>Completes lines and compares them with what a person expects to see.</summary>
    private protected static async Task AssertCompletesAsync(InteractiveShell shell, params (string Typed, string Expected)[] cases)
    {
        foreach (var (typed, expected) in cases)
        {
            Assert.Equal(expected, await shell.CompleteAsync(typed));
        }
    }

    /// <summary>Runs a command line that completion wrote, and makes sure that it ran nothing else.</summary>
    private protected async Task AssertRunsNothingAsync(InteractiveShell shell, params string[] lines)
    {
        foreach (var line in lines)
        {
            await shell.RunAsync(line);
        }

        Assert.False(File.Exists(Path.Combine(Zenml.Home, "hostile")));
    }

    /// <summary>Writes the script for the shell to a file in the home folder.</summary>
    private protected async Task WriteScriptAsync(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(Zenml.Home, path))!);
        Zenml.WriteFile(path, (await Zenml.OkAsync("completion", Program)).Out);
    }
}
