using Microsoft.Data.Sqlite;

namespace ZenML.Cli.Tests.Attacks;

/// <summary>Plain text that somebody wrote to the database in place of an encrypted attribute of a component.</summary>
public sealed class L6PlantedValuesTests : IDisposable
{
    private const string Planted = "ThiefsChoice1";

    private readonly CliHost host = new();

    private string Database => Path.Combine(host.Folder, "config", "zenml-dotnet.db");

    public void Dispose() => host.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task L6_plain_text_in_a_sensitive_attribute_is_masked_wherever_it_is_stored(bool withoutFlavor)
    {
        await PrepareAsync();
        if (withoutFlavor)
        {
            Execute("DELETE FROM flavors WHERE name = 'mlflow'");
        }

        string[][] commands =
        [
            ["experiment-tracker", "describe", "e1"], ["experiment-tracker", "describe", "e1", "--output", "json"],
            ["experiment-tracker", "list", "--output", "json"], ["stack", "describe", "s", "--output", "json"],
            ["stack", "list", "--output", "json"], ["stack", "export", "s", "-"],
        ];
        foreach (var command in commands)
        {
            var run = await host.RunAsync(command);

            Assert.True(run.ExitCode == 0, run.Error);
            Assert.DoesNotContain(Planted, run.Out + run.Error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task L6_copying_a_component_with_plain_text_in_a_sensitive_attribute_encrypts_the_text()
    {
        await PrepareAsync();

        var copied = await host.RunAsync("experiment-tracker", "copy", "e1", "e2");

        Assert.True(copied.ExitCode == 0, copied.Error);
        Assert.DoesNotContain(Planted, Query("SELECT configuration FROM components WHERE name = 'e2'"), StringComparison.Ordinal);
        Assert.Equal("1", Query("""
            SELECT count(*) FROM component_values v JOIN components c ON c.id = v.component_id
            WHERE c.name = 'e2' AND v.attribute = 'tracking_password'
            """));
        Assert.Contains("***", (await host.RunAsync("experiment-tracker", "describe", "e2")).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Attributes_that_are_not_sensitive_and_references_are_shown_as_they_are()
    {
        await RunAsync(
            "experiment-tracker", "register", "e1", "--flavor=mlflow", "--tracking_uri=http://h", "--tracking_password={{db.password}}");

        var shown = (await host.RunAsync("experiment-tracker", "describe", "e1", "--output", "json")).Out;

        Assert.Contains("http://h", shown, StringComparison.Ordinal);
        Assert.Contains("{{db.password}}", shown, StringComparison.Ordinal);
    }

    private async Task PrepareAsync()
    {
        await RunAsync(
            "experiment-tracker", "register", "e1", "--flavor=mlflow", "--tracking_uri=http://h", "--tracking_password=Original1");
        await RunAsync("stack", "register", "s", "-o", "default", "-a", "default", "-e", "e1");
        Execute($$"""
            UPDATE components SET configuration = '{"tracking_uri":"http://h","tracking_password":"{{Planted}}"}' WHERE name = 'e1'
            """);
    }

    private async Task RunAsync(params string[] arguments)
    {
        var run = await host.RunAsync(arguments);
        Assert.True(run.ExitCode == 0, run.Error);
    }

    private void Execute(string sql) => Query(sql);

    private string Query(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Database};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The statements are those of this test.
        command.CommandText = sql;
#pragma warning restore CA2100
        return $"{command.ExecuteScalar()}";
    }
}
