using ZenML.Client.Settings;
using ZenML.Core.Errors;
using ZenML.Core.Secrets.References;
using ZenML.Core.Stacks.Components;

namespace ZenML.Client.Tests;

public class StacksClientTests : ClientTest
{
    [Fact]
    public async Task The_default_stack_is_active_at_first()
    {
        Assert.Equal("default", (await Client.Stacks.GetActiveAsync(Token)).Name);
        Assert.Empty(Warnings);
        var settings = new SettingsFile(Options).Read();
        Assert.Empty(settings.Stacks);
        Assert.Null(settings.FindWorkspace(Server?.Address));
    }

    [Fact]
    public async Task The_active_stack_is_remembered_for_each_workspace()
    {
        await ActivateStackAsync(new() { ["tracking_uri"] = "http://127.0.0.1:5000" });
        await Client.Workspaces.CreateAsync("other", cancellationToken: Token);

        await Client.Workspaces.SetActiveAsync("other", cancellationToken: Token);
        Assert.Equal("default", (await Client.Stacks.GetActiveAsync(Token)).Name);

        await using var next = Open();
        Assert.Equal("other", (await next.Workspaces.GetActiveAsync(Token)).Name);
        await next.Workspaces.SetActiveAsync("default", cancellationToken: Token);
        Assert.Equal("production", (await next.Stacks.GetActiveAsync(Token)).Name);
    }

    [Fact]
    public async Task The_active_stack_stays_active_when_it_is_renamed()
    {
        await ActivateStackAsync(new() { ["tracking_uri"] = "http://127.0.0.1:5000" });
        await Client.Stacks.UpdateAsync("production", new() { Name = "renamed" }, cancellationToken: Token);

        Assert.Equal("renamed", (await Client.Stacks.GetActiveAsync(Token)).Name);
    }

    [Fact]
    public async Task The_active_stack_cannot_be_deleted()
    {
        await ActivateStackAsync(new() { ["tracking_uri"] = "http://127.0.0.1:5000" });
        await Client.Workspaces.CreateAsync("other", cancellationToken: Token);

        Assert.Equal(
            ErrorCode.NotAllowed,
            (await Assert.ThrowsAsync<ZenException>(() => Client.Stacks.DeleteAsync("production", cancellationToken: Token))).Code);
        await Client.Workspaces.SetActiveAsync("other", cancellationToken: Token);
        Assert.Equal(
            ErrorCode.NotAllowed,
            (await Assert.ThrowsAsync<ZenException>(() => Client.Workspaces.DeleteAsync("other", cancellationToken: Token))).Code);
    }

    [Fact]
    public async Task Damaged_settings_stop_every_operation_because_they_select_the_store()
    {
        File.WriteAllText(Path.Combine(Folder, SettingsFile.FileName), "{");

        Assert.Equal(ErrorCode.StoreDamaged, (await Assert.ThrowsAsync<ZenException>(() => Client.Stacks.GetActiveAsync(Token))).Code);
        Assert.Equal(ErrorCode.StoreDamaged, (await Assert.ThrowsAsync<ZenException>(() => Client.Users.GetCurrentAsync(Token))).Code);
    }

    [Fact]
    public async Task A_copy_has_the_same_components()
    {
        var original = await ActivateStackAsync(new() { ["tracking_uri"] = "http://127.0.0.1:5000" });
        var copy = await Client.Stacks.CopyAsync("production", "copy", cancellationToken: Token);

        Assert.NotEqual(original.Id, copy.Id);
        Assert.Equal(original.Components.Select(component => component.Id), copy.Components.Select(component => component.Id));
    }

    [Fact]
    public async Task Plain_text_in_a_sensitive_attribute_causes_a_warning_without_the_text()
    {
        var stack = await ActivateStackAsync(new()
        {
            ["tracking_uri"] = "http://127.0.0.1:5000", ["tracking_username"] = "{{s.k}}", ["tracking_password"] = "plain-text",
        });

        var warning = Assert.Single(Warnings);
        Assert.Contains("'tracking_password'", warning, StringComparison.Ordinal);
        Assert.DoesNotContain("plain-text", warning, StringComparison.Ordinal);
        await Client.Components.UpdateAsync(
            stack.Find(ComponentType.ExperimentTracker)!.Id,
            new() { Configuration = new() { ["tracking_username"] = "{{other.k}}" } },
            Token);
        Assert.Single(Warnings);
    }

    [Fact]
    public async Task Validation_lists_every_place_of_every_missing_reference()
    {
        await Client.Secrets.CreateAsync("half", new() { ["user"] = "v" }, cancellationToken: Token);
        var stack = await ActivateStackAsync(new()
        {
            ["tracking_uri"] = "http://127.0.0.1:5000",
            ["tracking_username"] = "{{half.user}}",
            ["tracking_password"] = "{{half.password}}",
            ["tracking_token"] = "{{none.token}}",
        });

        var thorough = await Client.Stacks.ValidateAsync(stack, cancellationToken: Token);
        var lenient = await Client.Stacks.ValidateAsync(stack, SecretValidationLevel.SecretExists, Token);
        var none = await Client.Stacks.ValidateAsync(stack, SecretValidationLevel.None, Token);

        Assert.Equal(
            [
                new MissingReference("half", "password", "mlflow", "tracking_password", ReferenceOutcome.KeyMissing),
                new MissingReference("none", "token", "mlflow", "tracking_token", ReferenceOutcome.SecretMissing),
            ],
            thorough.Missing);
        Assert.Equal("none", Assert.Single(lenient.Missing).Secret);
        Assert.True(none.Passes);
        Assert.Equal("", none.Explain());
        Assert.Contains("half.password", thorough.Explain(), StringComparison.Ordinal);
        Assert.Contains("none.token", thorough.Explain(), StringComparison.Ordinal);
        Assert.Contains("zenml stack register-secrets production", thorough.Explain(), StringComparison.Ordinal);
        Assert.Contains("ZENML_SECRET_VALIDATION_LEVEL", thorough.Explain(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_store_reports_its_location()
    {
        var store = await Client.DescribeStoreAsync(Token);

        Assert.Equal(Server is null ? new StoreDescription("embedded", Folder) : new StoreDescription("server", Server.Address), store);
    }
}
