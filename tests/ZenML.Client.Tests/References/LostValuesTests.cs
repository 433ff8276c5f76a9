using ZenML.Core.Errors;
using ZenML.Core.Resources;
using ZenML.Core.Secrets;
using ZenML.Core.Secrets.References;
using ZenML.Core.Stacks;
using ZenML.Pipelines;
using ZenML.TestKit;

namespace ZenML.Client.Tests.References;

/// <summary>A secret whose values the store has lost, as after a backup that was put back in part.</summary>
public class LostValuesTests : ClientTest
{
    [Fact]
    public async Task The_check_reports_lost_values_that_a_run_would_fail_on_and_how_to_fix_them()
    {
        var stack = await ActivateStackWithLostValuesAsync();

        var checkedStack = await Client.Stacks.ValidateAsync(stack, cancellationToken: Token);

        Assert.Equal(
            [new MissingReference("lost", "k", "mlflow", "tracking_password", ReferenceOutcome.ValuesMissing)],
            checkedStack.Missing);
        Assert.Contains("lost.k", checkedStack.Explain(), StringComparison.Ordinal);
        Assert.Contains("backup", checkedStack.Explain(), StringComparison.Ordinal);
        Assert.Contains("register-secrets", checkedStack.Explain(), StringComparison.Ordinal);
        Assert.True((await Client.Stacks.ValidateAsync(stack, SecretValidationLevel.SecretExists, Token)).Passes);
    }

    [Fact]
    public async Task A_run_with_lost_values_fails_before_its_first_step()
    {
        await ActivateStackWithLostValuesAsync();
        var ran = false;

        var refused = await Assert.ThrowsAsync<ZenException>(
            () => Client.DefinePipeline(
                "p",
                options: new PipelineOptions { Log = TextWriter.Null }).Step("s", _ => ran = true).RunAsync(Token));

        Assert.Equal(ErrorCode.MissingSecrets, refused.Code);
        Assert.False(ran);
    }

    /// <summary>Deletes the values directly in the database.</summary>
    protected virtual Task LoseValuesAsync(Id<Secret> secret) => RawDatabase.ExecuteAsync(
        Path.Combine(Folder, "zenml-dotnet.db"),
        "DELETE FROM secret_values WHERE secret_id = $secret",
        ("$secret", secret.Value.ToString("N")));

    private async Task<Stack> ActivateStackWithLostValuesAsync()
    {
        await Client.Secrets.CreateAsync("kept", new() { ["k"] = "v" }, cancellationToken: Token);
        var lost = await Client.Secrets.CreateAsync("lost", new() { ["k"] = "v" }, cancellationToken: Token);
        var stack = await ActivateStackAsync(
            new()
            {
                ["tracking_uri"] = "http://127.0.0.1:5000",
                ["tracking_username"] = "{{kept.k}}",
                ["tracking_password"] = "{{lost.k}}",
            });
        await LoseValuesAsync(lost.Id);
        return stack;
    }
}
