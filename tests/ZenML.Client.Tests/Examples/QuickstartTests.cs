using System.Reflection;

namespace ZenML.Client.Tests.Examples;

[Collection(ProcessState.Collection)]
public sealed class QuickstartTests : IDisposable
{
    private readonly ProcessState state = new();
    private readonly StringWriter output = new();
    private readonly StringWriter errors = new();

    [Fact]
    public void The_quickstart_runs_and_shows_no_password()
    {
        var exitCode = Run();

        Assert.Equal("", errors.ToString());
        Assert.Equal(0, exitCode);
        Assert.Contains("mlflow_secret.password  (tracking_password of mlflow", output.ToString(), StringComparison.Ordinal);
        Assert.Contains("Logged in as '***' with the password '***'", output.ToString(), StringComparison.Ordinal);
        Assert.Contains("experiment 'quickstart', password '***'", output.ToString(), StringComparison.Ordinal);
        Assert.Contains("track: Completed", output.ToString(), StringComparison.Ordinal);
        Assert.All(
            ["abc123", "only-mine-456", "mlflow-pass-789"],
            value => Assert.DoesNotContain(value, output.ToString(), StringComparison.Ordinal));
    }

    [Fact]
    public void The_quickstart_cleans_up()
    {
        Run();

        var folder = output.ToString().Split(Environment.NewLine)
            .Single(line => line.StartsWith("Deleted ", StringComparison.Ordinal))["Deleted ".Length..];
        Assert.True(Path.IsPathRooted(folder));
        Assert.False(Directory.Exists(folder));
    }

    [Fact]
    public void The_quickstart_fails_before_the_run_when_a_key_is_missing()
    {
        var exitCode = Run("--break");

        Assert.Equal(1, exitCode);
        Assert.Contains("mlflow_secret.username", errors.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("Step 'load_secret' has started", output.ToString(), StringComparison.Ordinal);
    }

    public void Dispose() => state.Dispose();

    private object? Run(params string[] arguments)
    {
        state.Set(Core.Secrets.References.SecretValidationLevels.EnvironmentVariable, "");
        Console.SetOut(output);
        Console.SetError(errors);
        return Assembly.Load("Quickstart").EntryPoint!.Invoke(null, [arguments]);
    }
}
