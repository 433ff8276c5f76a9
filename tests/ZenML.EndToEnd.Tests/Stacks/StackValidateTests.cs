namespace ZenML.EndToEnd.Tests.Stacks;

public sealed class StackValidateTests : EndToEndTest
{
    [Fact]
    public async Task Every_missing_reference_is_reported_with_the_command_that_fixes_it()
    {
        await TrackedStack.RegisterAsync(Zenml);

        var refused = await Zenml.FailsAsync("stack", "validate", "tracked");
        Assert.Contains("mlflow_secret.username", refused.Error, StringComparison.Ordinal);
        Assert.Contains("mlflow_secret.password", refused.Error, StringComparison.Ordinal);
        Assert.Contains("register-secrets", refused.Error, StringComparison.Ordinal);
        Assert.Equal("", refused.Out);

        await Zenml.OkAsync("secret", "create", "mlflow_secret", "--username=u");
        refused = await Zenml.FailsAsync("stack", "validate", "tracked");
        Assert.DoesNotContain("mlflow_secret.username", refused.Error, StringComparison.Ordinal);
        Assert.Contains("mlflow_secret.password", refused.Error, StringComparison.Ordinal);

        await Zenml.OkAsync("secret", "update", "mlflow_secret", "--password=p");
        Assert.Equal("", (await Zenml.OkAsync("stack", "validate", "tracked")).Out);
    }

    [Fact]
    public async Task Validate_can_print_missing_references_as_JSON()
    {
        await TrackedStack.RegisterAsync(Zenml);

        var refused = (await Zenml.RunAsync("stack", "validate", "tracked", "--output", "json")).Expect(1);
        Assert.Contains("mlflow_secret.password", refused.Error, StringComparison.Ordinal);
        Assert.All(
            refused.Json.AsArray(),
            missing => Assert.Equal(
                ["secret", "key", "component", "attribute"], missing!.AsObject().Select(pair => pair.Key)));
        Assert.Equal(
            ["password tracking_password", "username tracking_username"],
            refused.Json.AsArray().Select(missing => $"{missing!["key"]} {missing["attribute"]}").Order(StringComparer.Ordinal));
        Assert.All(refused.Json.AsArray(), missing => Assert.Equal("mlflow_secret", (string)missing!["secret"]!));
        Assert.All(refused.Json.AsArray(), missing => Assert.Contains("tracker", (string)missing!["component"]!, StringComparison.Ordinal));

        await Zenml.OkAsync("secret", "create", "mlflow_secret", "--username=u", "--password=p");
        Assert.Empty((await Zenml.OkAsync("stack", "validate", "tracked", "--output", "json")).Json.AsArray());
    }

    [Fact]
    public async Task Validate_without_a_name_checks_the_active_stack()
    {
        await TrackedStack.RegisterAsync(Zenml);
        await Zenml.OkAsync("stack", "validate");
        await Zenml.OkAsync("stack", "set", "tracked");

        await Zenml.FailsAsync("stack", "validate");
        await Zenml.FailsAsync("stack", "validate", "no_such_stack");
    }

    [Fact]
    public async Task The_validation_level_determines_how_much_is_checked()
    {
        await TrackedStack.RegisterAsync(Zenml);
        Assert.Equal(1, await ValidateAtAsync("SECRET_EXISTS"));
        Assert.Equal(0, await ValidateAtAsync("NONE"));

        await Zenml.OkAsync("secret", "create", "mlflow_secret", "--other=1");
        Assert.Equal(1, await ValidateAtAsync("SECRET_AND_KEY_EXISTS"));
        Assert.Equal(0, await ValidateAtAsync("SECRET_EXISTS"));

        Zenml.Variables["ZENML_SECRET_VALIDATION_LEVEL"] = "sometimes";
        var refused = await Zenml.FailsAsync("stack", "validate", "default");
        foreach (var word in new[] { "sometimes", "SECRET_AND_KEY_EXISTS", "SECRET_EXISTS", "NONE" })
        {
            Assert.Contains(word, refused.Error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task An_empty_value_counts_as_present()
    {
        await TrackedStack.RegisterAsync(Zenml);
        await Zenml.OkAsync("secret", "create", "mlflow_secret", "--username=", "--password=");

        await Zenml.OkAsync("stack", "validate", "tracked");
    }

    private async Task<int> ValidateAtAsync(string level)
    {
        Zenml.Variables["ZENML_SECRET_VALIDATION_LEVEL"] = level;
        return (await Zenml.RunAsync("stack", "validate", "tracked")).ExitCode;
    }
}
