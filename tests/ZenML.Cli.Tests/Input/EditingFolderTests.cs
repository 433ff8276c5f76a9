using ZenML.Cli.Input.Editing;

namespace ZenML.Cli.Tests.Input;

public sealed class EditingFolderTests : IDisposable
{
    private const int Edits = 1_000;

    private readonly CliHost host = new();

    public void Dispose() => host.Dispose();

    [Fact]
    public async Task A_command_that_runs_while_an_edit_begins_never_takes_its_folder_for_one_that_a_killed_process_left()
    {
        host.MemoryFolder = Directory.CreateDirectory(Path.Combine(host.Folder, "memory")).FullName;
        var environment = host.Environment(TextWriter.Null, TextWriter.Null, new FakeTerminal());
        using var end = new CancellationTokenSource();
        var others = Enumerable.Range(0, 2).Select(_ => Task.Run(() =>
        {
            while (!end.IsCancellationRequested)
            {
                EditingFolder.SweepUsual(environment);
            }
        })).ToArray();

        var lost = 0;
        for (var edit = 0; edit < Edits; edit++)
        {
            using var folder = EditingFolder.Create(environment);
            lost += Directory.Exists(Path.GetDirectoryName(folder.PathOf("secret.yaml"))) ? 0 : 1;
        }

        await end.CancelAsync();
        await Task.WhenAll(others);
        Assert.Equal(0, lost);
    }
}
