using System.Diagnostics;
using System.Text.Json.Nodes;
using ZenML.TestKit;

namespace ZenML.SecretsStores.Tests.Command;

/// <summary>What the guide on stores of one's own shows is so.</summary>
public sealed class CustomGuideTests
{
    private static string Root { get; } = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(PythonExample.Script)!, "..", ".."));

    private static string Page { get; } =
        File.ReadAllText(Path.Combine(Root, "docs", "stores", "custom.md")).ReplaceLineEndings("\n");

    [Fact]
    public async Task The_example_in_Python_answers_the_requests_of_the_guide_as_the_guide_shows()
    {
        Assert.SkipUnless(PythonExample.Python is not null, "There is no Python on this machine.");
        var lines = Page.Split("```text\n")[1].Split("```")[0].Split('\n');
        var expected = lines.Where(line => line.StartsWith("< ", StringComparison.Ordinal)).Select(line => JsonNode.Parse(line[2..]));
        using var folder = new TemporaryFolder();
        using var process = Process.Start(new ProcessStartInfo(PythonExample.Python!, [PythonExample.Script, folder.Path])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true,
        })!;
        foreach (var line in lines.Where(line => line.StartsWith("> ", StringComparison.Ordinal)))
        {
            await process.StandardInput.WriteLineAsync(line[2..]);
        }

        process.StandardInput.Close();
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);

        Assert.Equal(
            expected.Select(node => node!.ToJsonString()),
            output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!.ToJsonString()));
    }

    [Fact]
    public void The_guide_shows_the_code_of_the_example_in_CSharp()
    {
        var program = Normalize(File.ReadAllText(Path.Combine(Root, "examples", "CustomStore", "Program.cs")));

        Assert.Contains(Normalize(Page.Split("```csharp\n")[1].Split("```")[0]), program, StringComparison.Ordinal);
    }

    private static string Normalize(string code) =>
        string.Join('\n', code.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0));
}
