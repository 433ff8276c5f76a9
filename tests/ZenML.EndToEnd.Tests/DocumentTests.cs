namespace ZenML.EndToEnd.Tests;

/// <summary>The walkthrough of the documentation, step by step.</summary>
public sealed class DocumentTests : EndToEndTest
{
    [Fact]
    public async Task The_documented_walkthrough_leads_from_a_secret_to_a_valid_stack()
    {
        await Zenml.OkAsync("secret", "create", "mlflow_secret", "--username=admin", "--password=abc123");
        await Zenml.OkAsync(
            "experiment-tracker", "register", "mlflow", "--flavor=mlflow", "--tracking_uri=http://127.0.0.1:5000",
            "--tracking_username={{mlflow_secret.username}}", "--tracking_password={{mlflow_secret.password}}");
        var described = (await Zenml.OkAsync("experiment-tracker", "describe", "mlflow")).Everything;
        Assert.Contains("{{mlflow_secret.password}}", described, StringComparison.Ordinal);
        Assert.DoesNotContain("abc123", described, StringComparison.Ordinal);

        await Zenml.OkAsync("stack", "register", "tracked", "-o", "default", "-a", "default", "-e", "mlflow");
        await Zenml.OkAsync("stack", "set", "tracked");
        await Zenml.OkAsync("stack", "validate");

        await Zenml.OkAsync("secret", "delete", "mlflow_secret", "-y");
        await Zenml.OkAsync("secret", "create", "mlflow_secret_old", "--username=x", "--password=y");
        Assert.Contains("register-secrets", (await Zenml.FailsAsync("stack", "validate")).Error, StringComparison.Ordinal);

        await using (var terminal = Zenml.OnTerminal(80, "stack", "register-secrets"))
        {
            await terminal.AnswerAsync("mlflow_secret.username", "admin");
            await terminal.AnswerAsync("mlflow_secret.password", "abc123");
            Assert.Equal(0, (await terminal.EndAsync()).ExitCode);
        }

        Assert.Equal([new("username", "admin"), new("password", "abc123")], await Zenml.ValuesAsync("mlflow_secret"));
        await Zenml.OkAsync("stack", "validate");
    }
}
