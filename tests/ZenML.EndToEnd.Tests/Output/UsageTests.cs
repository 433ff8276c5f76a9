namespace ZenML.EndToEnd.Tests.Output;

public sealed class UsageTests : EndToEndTest
{
    [Fact]
    public async Task Usage_errors_exit_with_2_and_show_the_usage()
    {
        foreach (var arguments in new string[][]
                 {
                     ["secret", "create"], ["secret", "nonsense"], ["nonsense"],
                     ["secret", "create", "x", "--scope", "planet", "--a=b"], ["secret", "get"],
                     ["secret", "list", "--logical_operator=xor"], ["secret", "list", "--page=one"],
                     ["secret", "get", "x", "--output", "xml"], ["secret", "describe", "a", "b"],
                     ["secret", "rename", "x"], ["artifact-store", "register", "x"], ["stack", "register", "x"],
                     ["secret", "get", "x", "--no-such-option"], ["completion", "tcsh"],
                 })
        {
            var outcome = (await Zenml.RunAsync(arguments)).Expect(2);
            Assert.Contains("Usage: zenml", outcome.Error, StringComparison.Ordinal);
            Assert.Contains("Error: ", outcome.Error, StringComparison.Ordinal);
            Assert.Equal("", outcome.Out);
        }

        Assert.False(Directory.Exists(Zenml.ConfigPath));
    }

    [Theory]
    [InlineData("secret", "crate", "x", "--password=canary-value")]
    [InlineData("secrets", "create", "x", "--password=canary-value")]
    [InlineData("--verbose", "secret", "create", "x", "--password=canary-value")]
    [InlineData("secret", "get", "x", "--password=canary-value")]
    [InlineData("secret", "rename", "x", "--password=canary-value", "-n", "y")]
    [InlineData("secret", "delete", "x", "canary-value")]
    [InlineData("secret", "create", "x", "--password", "canary-value")]
    [InlineData("secret", "create", "x", "--password canary-value")]
    [InlineData("secret", "create", "x", "--password canary=canary-value")]
    [InlineData("secret", "create", "x", "-password=canary-value")]
    [InlineData("secret", "create", "x", "password=canary-value")]
    [InlineData("secret", "create", "x", "--passwordcanary-value")]
    [InlineData("secret", "create", "x", "--pass-word=canary-value")]
    [InlineData("secret", "create", "x", "--1st=canary-value")]
    [InlineData("secret", "create", "x", "--=canary-value")]
    [InlineData("secret", "create", "x", "--values", "---\npassword: [canary-value")]
    [InlineData("secret", "create", "x", "--values", "{not json: : canary-value")]
    [InlineData("secret", "create", "x", "--values=canary-value")]
    [InlineData("secret", "create", "x", "--values=[canary-value]")]
    [InlineData("secret", "create", "x", "--values={\"a\": {\"b\": \"canary-value\"}}")]
    [InlineData("secret", "create", "x", "--values={\"a\": \"canary-value\"")]
    [InlineData("secret", "create", "x", "--values", "a: &anchor canary-value\nb: *other")]
    [InlineData("secret", "create", "x", "--values", "a: !!binary canary-value\nb")]
    [InlineData("secret", "create", "x", "--interactive=canary-value")]
    [InlineData("secret", "create", "x", "-icanary-value", "--a=b")]
    [InlineData("secret", "update", "x", "--password", "canary-value")]
    [InlineData("artifact-store", "register", "x", "--flavor=s3", "--secret", "canary-value")]
    [InlineData("artifact-store", "register", "x", "--flavour=s3", "--secret=canary-value")]
    public async Task An_error_in_the_arguments_never_prints_a_value(params string[] arguments)
    {
        var outcome = await Zenml.RunAsync(arguments);

        Assert.InRange(outcome.ExitCode, 1, 2);
        Assert.Contains("Error: ", outcome.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", outcome.Everything, StringComparison.Ordinal);
        Assert.Empty((await Zenml.JsonAsync("secret", "list")).AsArray());
    }

    [Fact]
    public async Task Errors_still_quote_words_that_are_not_values()
    {
        Assert.Contains("'crate'", (await Zenml.RunAsync("secret", "crate", "x")).Expect(2).Error, StringComparison.Ordinal);
        Assert.Contains("'secrets'", (await Zenml.RunAsync("secrets", "list")).Expect(2).Error, StringComparison.Ordinal);
        Assert.Contains("--forse", (await Zenml.RunAsync("secret", "export", "x", "--forse")).Expect(2).Error, StringComparison.Ordinal);
        Assert.Contains("--scop", (await Zenml.RunAsync("secret", "get", "x", "--scop=user")).Expect(2).Error, StringComparison.Ordinal);
        Assert.Contains(
            "--scope must be 'workspace' or 'user'",
            (await Zenml.RunAsync("secret", "get", "x", "--scope=planet")).Expect(2).Error,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stack_trace_is_shown_only_when_debugging()
    {
        Assert.DoesNotContain("   at ", (await Zenml.FailsAsync("secret", "get", "nope")).Error, StringComparison.Ordinal);
        Assert.Contains("   at ", (await Zenml.RunAsync("--debug", "secret", "get", "nope")).Expect(1).Error, StringComparison.Ordinal);
        Assert.Contains("--debug", (await Zenml.RunAsync("secret", "get", "nope", "--debug")).Expect(2).Error, StringComparison.Ordinal);
        Zenml.Variables["ZENML_DEBUG"] = "1";
        Assert.Contains("   at ", (await Zenml.RunAsync("secret", "get", "nope")).Expect(1).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_dashes_end_the_options()
    {
        await Zenml.OkAsync("secret", "create", "--k=v", "--", "--odd-name");
        Assert.Contains(
            "v",
            (await Zenml.OkAsync("secret", "get", "--output", "json", "--", "--odd-name"))
                .Json["values"]!.ToJsonString(),
            StringComparison.Ordinal);
        await Zenml.OkAsync("secret", "delete", "-y", "--", "--odd-name");
        Assert.Empty((await Zenml.JsonAsync("secret", "list")).AsArray());
    }

    [Fact]
    public async Task Arguments_that_start_with_an_at_sign_are_not_response_files()
    {
        Zenml.WriteFile("response", "--k=v");

        Assert.Contains("'@response'", (await Zenml.FailsAsync("secret", "get", "@response")).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_goes_to_standard_output_and_opens_no_store()
    {
        string[][] commandLines =
        [
            [],
            ["--help"],
            ["secret"],
            ["secret", "--help"],
            ["secret", "create", "--help"],
            ["secret", "create", "x", "--a=b", "--help"],
            ["experiment-tracker", "flavor"],
        ];
        foreach (var arguments in commandLines)
        {
            var help = await Zenml.OkAsync(arguments);
            Assert.Contains("Usage:", help.Out, StringComparison.Ordinal);
            Assert.Equal("", help.Error);
        }

        Assert.False(Directory.Exists(Zenml.ConfigPath));
    }

    [Fact]
    public async Task Version_and_status_show_versions_and_locations()
    {
        Assert.Matches(@"^\d+\.\d+\.\d+", (await Zenml.OkAsync("version")).Out);
        Assert.Contains(Zenml.ConfigPath, (await Zenml.OkAsync("status")).Everything, StringComparison.Ordinal);
        Assert.Contains(Zenml.ConfigPath, (await Zenml.JsonAsync("status")).ToJsonString(), StringComparison.Ordinal);
    }
}
