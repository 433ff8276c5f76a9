using ZenML.Core.Errors;
using ZenML.Core.Runs;
using ZenML.Core.Secrets;
using ZenML.Core.Secrets.Details;
using ZenML.Core.Secrets.References;
using ZenML.Core.Stacks.Components;
using ZenML.Core.Stacks.Configurations;
using ZenML.Pipelines;
using ZenML.TestKit.Servers;

namespace ZenML.Client.Tests.Pipelines;

[Collection(ProcessState.Collection)]
public class PipelineTests : ClientTest
{
    private readonly StringWriter log = new();

    private PipelineOptions Logged => new() { Log = log };

    [Fact]
    public async Task Steps_run_in_order_and_the_run_is_recorded()
    {
        var order = new List<string>();

        var run = await Client.DefinePipeline("train", options: Logged)
            .Step("load", step => order.Add(step.Name))
            .Step("fit", async step =>
            {
                await Task.Yield();
                order.Add(step.Name);
                Assert.Equal(RunStatus.Running, step.Run.Status);
            })
            .RunAsync(Token);

        Assert.Equal(["load", "fit"], order);
        Assert.Equal(RunStatus.Completed, run.Status);
        Assert.Equal("train", run.Pipeline);
        Assert.Equal("default", run.Stack.Name);
        Assert.All(
            run.Steps,
            step => Assert.True(
                step is { Status: RunStatus.Completed, Error: null }
                    && step.Started >= run.Created && step.Ended >= step.Started));
        Assert.Equivalent(run, await Client.PipelineRuns.GetAsync(run.Name, cancellationToken: Token));
        Assert.Matches(
            $"""
            ^Run '{run.Name}' has started on the stack 'default'\.
            Step 'load' has started\.
            Step 'load' has finished in \d+\.\ds\.
            Step 'fit' has started\.
            Step 'fit' has finished in \d+\.\ds\.
            Run '{run.Name}' has completed\.
            $
            """.ReplaceLineEndings("\n"),
            log.ToString().ReplaceLineEndings("\n"));
    }

    [Fact]
    public async Task A_pipeline_can_run_again()
    {
        var pipeline = Client.DefinePipeline("again", options: Logged).Step("s", _ => { });

        var first = await pipeline.RunAsync(Token);
        var second = await pipeline.RunAsync(Token);

        Assert.NotEqual(first.Id, second.Id);
        Assert.Equal(2, (await Client.PipelineRuns.ListPageAsync(cancellationToken: Token)).Total);
    }

    [Fact]
    public async Task A_step_reads_secrets_and_settings_and_the_stack_and_the_log_masks_their_values()
    {
        string[] seen = [];

        await TrainAsync(async step =>
        {
            var tracker = step.Stack[ComponentType.ExperimentTracker];
            seen =
            [
                (await step.Client.Secrets.GetAsync("s", cancellationToken: step.CancellationToken))["password"].Reveal(),
                (await step.Settings.GetAsync("endpoint", step.CancellationToken)).Reveal(),
                (await step.Settings.GetAsync("epochs", step.CancellationToken)).Reveal(),
                (await step.Settings.GetAsync("verbose", step.CancellationToken)).Reveal(),
                (await step.Settings.GetAsync("database.hosts[1]", step.CancellationToken)).Reveal(),
                (await step.Settings.GetAsync("database.dotted.name", step.CancellationToken)).Reveal(),
                (await tracker.GetAsync("tracking_username", step.CancellationToken)).Reveal(),
                (await tracker.GetAsync("tracking_password", step.CancellationToken)).Reveal(),
                (await tracker.GetAsync("tracking_uri", step.CancellationToken)).Reveal(),
                tracker.Flavor,
                step.Stack.Name,
            ];
            step.Log.WriteLine(string.Join(", ", seen));
        });

        Assert.Equal(
            [
                "the-password", "the-url", "5", "true", "the-password", "found", "the-user", "plain-password",
                "http://127.0.0.1:5000", "mlflow", "production",
            ],
            seen);
        Assert.Contains(
            "***, ***, 5, true, ***, found, ***, ***, http://127.0.0.1:5000, mlflow, production",
            log.ToString(),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_step_reads_a_nested_setting_as_a_tree_with_resolved_references() => await TrainAsync(async step =>
    {
        var tree = Assert.IsType<ConfigurationMap>(await step.Settings.FindValueAsync("database", step.CancellationToken));

        Assert.Equal(new ConfigurationList(["first", new ConfigurationSensitive("the-password")]), tree["hosts"]);
    });

    [Fact]
    public async Task A_step_gets_the_default_of_an_attribute_and_null_for_what_is_not_set() => await TrainAsync(async step =>
    {
        var tracker = step.Stack[ComponentType.ExperimentTracker];

        Assert.Equal("false", (await tracker.GetAsync("tracking_insecure_tls", step.CancellationToken)).Reveal());
        Assert.Null(await tracker.FindAsync("tracking_token", step.CancellationToken));
        Assert.Null(await step.Settings.FindAsync("absent", step.CancellationToken));
        Assert.Null(step.Stack.Find(ComponentType.Alerter));
    });

    [Fact]
    public async Task A_step_that_requires_a_component_that_its_stack_lacks_is_told_how_to_add_one() => await TrainAsync(step =>
    {
        var error = Assert.Throws<ZenException>(() => step.Stack[ComponentType.ModelDeployer]);

        Assert.Equal(
            $"The stack '{step.Stack.Name}' has no model deployer. "
                + $"To add one: zenml stack update {step.Stack.Name} --model-deployer NAME",
            error.Message);
        return Task.CompletedTask;
    });

    [Fact]
    public async Task A_step_that_requires_a_component_on_the_default_stack_is_told_to_use_another_stack()
    {
        var message = "";
        await Client.DefinePipeline("p")
            .Step("s", step => message = Assert.Throws<ZenException>(() => step.Stack[ComponentType.ExperimentTracker]).Message)
            .RunAsync(Token);

        Assert.Equal(
            "The stack 'default' has no experiment tracker, and it cannot be changed. Use a stack that has one: "
                + "zenml stack list, then zenml stack set NAME. To register one: zenml stack register --help",
            message);
    }

    [Fact]
    public async Task A_step_that_requires_a_missing_component_or_setting_or_attribute_gets_an_error() => await TrainAsync(async step =>
    {
        var tracker = step.Stack[ComponentType.ExperimentTracker];
        ErrorCode[] codes =
        [
            Assert.Throws<ZenException>(() => step.Stack[ComponentType.Alerter]).Code,
            (await Assert.ThrowsAsync<ZenException>(() => step.Settings.GetAsync("absent", Token))).Code,
            (await Assert.ThrowsAsync<ZenException>(() => tracker.FindAsync("no_such_attribute", Token))).Code,
        ];

        Assert.All(codes, code => Assert.Equal(ErrorCode.NotFound, code));
        Assert.Equal(
            ErrorCode.InvalidArgument,
            (await Assert.ThrowsAsync<ZenException>(() => step.Settings.GetAsync("database", Token))).Code);
    });

    [Fact]
    public async Task All_missing_references_of_components_and_settings_are_listed_before_the_first_step()
    {
        await Client.Secrets.CreateAsync("half", new() { ["user"] = "v" }, cancellationToken: Token);
        await ActivateStackAsync(
            new()
            {
                ["tracking_uri"] = "http://127.0.0.1:5000",
                ["tracking_username"] = "{{half.user}}",
                ["tracking_password"] = "{{half.password}}",
            });
        var ran = false;
        var pipeline = Client.DefinePipeline("train", new() { ["endpoint"] = "{{missing_a.url}}" }, Logged)
            .Step("first", _ => ran = true)
            .Step(
                "second",
                _ => ran = true,
                new() { ["env"] = new ConfigurationList([new ConfigurationMap { ["value"] = "{{missing_b.key}}" }]) });

        var error = await Assert.ThrowsAsync<ZenException>(() => pipeline.RunAsync(Token));

        Assert.Equal(ErrorCode.MissingSecrets, error.Code);
        Assert.All(
            [
                "half.password", "tracking_password of mlflow", "missing_a.url", "missing_b.key", "env[0].value",
                "zenml stack register-secrets production", "ZENML_SECRET_VALIDATION_LEVEL",
            ],
            part => Assert.Contains(part, error.Message, StringComparison.Ordinal));
        Assert.DoesNotContain("half.user", error.Message, StringComparison.Ordinal);
        Assert.False(ran);
        Assert.Equal(0, (await Client.PipelineRuns.ListPageAsync(cancellationToken: Token)).Total);
    }

    [Fact]
    public async Task An_unknown_validation_level_is_an_error_even_without_references()
    {
        using var state = new ProcessState();
        state.Set(SecretValidationLevels.EnvironmentVariable, "SOME");
        await using var client = Open(options => options with { ValidationLevel = null });

        var error = await Assert.ThrowsAsync<ZenException>(
            () => client.DefinePipeline("p", options: Logged).Step("s", _ => { }).RunAsync(Token));

        Assert.Equal(ErrorCode.InvalidArgument, error.Code);
        Assert.Contains("SECRET_AND_KEY_EXISTS", error.Message, StringComparison.Ordinal);
        Assert.Equal(0, (await Client.PipelineRuns.ListPageAsync(cancellationToken: Token)).Total);
    }

    [Fact]
    public async Task At_a_lower_validation_level_a_missing_key_fails_at_use_and_the_error_names_the_existing_keys()
    {
        await Client.Secrets.CreateAsync("half", new() { ["user"] = "hidden-value" }, cancellationToken: Token);
        await ActivateStackAsync(
            new()
            {
                ["tracking_uri"] = "http://127.0.0.1:5000",
                ["tracking_password"] = "{{half.password}}",
                ["tracking_token"] = "{{none.token}}",
            });
        var messages = new List<string>();
        await using var client = Open(options => options with { ValidationLevel = SecretValidationLevel.None });

        await client.DefinePipeline("p", options: Logged).Step("s", async step =>
        {
            var tracker = step.Stack[ComponentType.ExperimentTracker];
            messages.Add((await Assert.ThrowsAsync<ZenException>(() => tracker.GetAsync("tracking_password", Token))).Message);
            messages.Add((await Assert.ThrowsAsync<ZenException>(() => tracker.GetAsync("tracking_token", Token))).Message);
        }).RunAsync(Token);

        Assert.Equal(
            [
                "'tracking_password' in the experiment tracker 'mlflow' refers to the key 'password' of the secret 'half', "
                    + "which has the keys: user.",
                "'tracking_token' in the experiment tracker 'mlflow' refers to the secret 'none', which does not exist.",
            ],
            messages);
    }

    [Fact]
    public async Task Values_are_masked_in_the_log_and_on_the_console_even_when_they_are_written_in_pieces()
    {
        using var state = new ProcessState();
        var output = new StringWriter();
        var errors = new StringWriter();
        Console.SetOut(output);
        Console.SetError(errors);
        await Client.Secrets.CreateAsync(
            "s",
            new() { ["password"] = "abc123", ["key"] = "begin of key\nmiddle of key\n}" },
            cancellationToken: Token);
        var before = Console.Out;

        await Client.DefinePipeline("p", new() { ["key"] = "{{s.key}}" }, Logged)
            .Step("read", async step =>
            {
                var password = (await step.Client.Secrets.GetAsync("s"))["password"].Reveal();
                step.Log.WriteLine($"log {password}.");
                Console.Out.WriteLine($"console {password}.");
                await Console.Error.WriteAsync("pieces abc");
                await Console.Error.WriteLineAsync("123.");
                await step.Log.WriteLineAsync("lines middle of key.");
            })
            .Step("later", step => step.Log.Write("still masked: abc123"))
            .Step("settings", async step => step.Log.WriteLine(await step.Settings.GetAsync("key") is { } key ? key.Reveal() : ""))
            .RunAsync(Token);
        Console.Out.WriteLine("after abc123");

        Assert.Same(before, Console.Out);
        Assert.Equal($"console ***.{Environment.NewLine}after abc123{Environment.NewLine}", output.ToString());
        Assert.Equal($"pieces ***.{Environment.NewLine}", errors.ToString());
        Assert.Contains("log ***.", log.ToString(), StringComparison.Ordinal);
        Assert.Contains("lines ***.", log.ToString(), StringComparison.Ordinal);
        Assert.Contains("still masked: ***", log.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("abc123", log.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("of key", log.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Values_of_keys_that_are_marked_as_not_secret_are_shown_unless_a_secret_value_equals_them()
    {
        Assert.SkipWhen(
            Target == TestTarget.UpstreamServer,
            "A server of ZenML stores no marks; PlainKeysOverUpstreamServerTests has what happens there.");
        using var state = new ProcessState();
        var output = new StringWriter();
        Console.SetOut(output);
        await using (var writer = Open())
        {
            var created = await writer.Secrets.CreateAsync(
                "s",
                new() { ["user"] = "app-user", ["same"] = "twice-used", ["host"] = "the-host", ["password"] = "twice-used" },
                keepVersions: 0,
                details: new SecretDetailsUpdate { MarkPlain = ["user", "same", "host"] },
                cancellationToken: Token);
            await writer.Secrets.UpdateAsync(
                created.Id, new SecretUpdate { Details = new SecretDetailsUpdate { MarkSecret = ["host"] } }, Token);
        }

        await Client.DefinePipeline("p", new() { ["user"] = "{{s.user}}" }, Logged)
            .Step("settings", async step => step.Log.WriteLine($"setting {(await step.Settings.GetAsync("user")).Reveal()}."))
            .Step("read", async step =>
            {
                var secret = await step.Client.Secrets.GetAsync("s");
                step.Log.WriteLine($"log {secret["user"].Reveal()}, {secret["same"].Reveal()}, {secret["host"].Reveal()}.");
                Console.Out.WriteLine($"console {secret["user"].Reveal()}.");
            })
            .RunAsync(Token);

        Assert.Contains("setting app-user.", log.ToString(), StringComparison.Ordinal);
        Assert.Contains("log app-user, ***, ***.", log.ToString(), StringComparison.Ordinal);
        Assert.Equal($"console app-user.{Environment.NewLine}", output.ToString());
    }

    [Fact]
    public async Task A_plain_value_that_a_program_writes_is_shown_only_if_the_same_call_marks_its_key()
    {
        Assert.SkipWhen(
            Target == TestTarget.UpstreamServer,
            "A server of ZenML stores no marks; PlainKeysOverUpstreamServerTests has what happens there.");
        await Client.Secrets.SetAsync(
            "s",
            new() { ["user"] = "app-user", ["region"] = "eu-west" },
            details: new SecretDetailsUpdate { MarkPlain = ["user", "region"] },
            cancellationToken: Token);
        var read = await Client.Secrets.GetAsync("s", cancellationToken: Token);
        await Client.Secrets.SetAsync("other", new() { ["token"] = "app-token", ["copied"] = read["user"] }, cancellationToken: Token);
        await Client.Secrets.SetAsync("s", new() { ["user"] = "new-user" }, cancellationToken: Token);

        await Client.DefinePipeline("p", options: Logged)
            .Step("write", step => step.Log.WriteLine("eu-west, app-user, app-token, new-user."))
            .RunAsync(Token);

        Assert.Contains("eu-west, ***, ***, ***.", log.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Values_that_a_step_captured_from_the_client_are_masked_too()
    {
        await using (var writer = Open())
        {
            await writer.Secrets.CreateAsync("before", new() { ["k"] = "read-before-the-run" }, cancellationToken: Token);
            await writer.Secrets.CreateAsync("during", new() { ["k"] = "read-during-the-run" }, cancellationToken: Token);
            await writer.Secrets.CreateAsync("never", new() { ["k"] = "never-read" }, cancellationToken: Token);
        }

        var early = await Client.Secrets.GetAsync("before", cancellationToken: Token);
        await Client.DefinePipeline("p", options: Logged)
            .Step("s", async step =>
            {
                var late = await Client.Secrets.GetAsync("during", cancellationToken: step.CancellationToken);
                step.Log.WriteLine($"({early["k"].Reveal()}) ({late["k"].Reveal()}) (never-read)");
            })
            .Step("next", step => step.Log.WriteLine(early["k"].Reveal()))
            .RunAsync(Token);

        Assert.Contains("(***) (***) (never-read)", log.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("the-run", log.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Values_that_a_nested_run_reads_inside_a_step_are_masked_outside_it_too()
    {
        await Client.Secrets.CreateAsync("s", new() { ["password"] = "abc123" }, cancellationToken: Token);

        await Client.DefinePipeline("outer", options: Logged)
            .Step("s", async step =>
            {
                await step.Client.DefinePipeline("inner", options: new PipelineOptions { Log = step.Log })
                    .Step("s", inner => inner.Client.Secrets.GetAsync("s"))
                    .RunAsync(step.CancellationToken);
                step.Log.WriteLine("abc123");
            })
            .RunAsync(Token);

        Assert.DoesNotContain("abc123", log.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_run_record_keeps_references_as_written_and_no_value()
    {
        await Client.Secrets.CreateAsync("s", new() { ["k"] = "the-value" }, cancellationToken: Token);

        var run = await Client.DefinePipeline("p", new() { ["a"] = "{{s.k}}" }, Logged)
            .Step(
                "use",
                async step => step.Log.WriteLine(
                    $"{(await step.Settings.GetAsync("a")).Reveal()}, {(await step.Settings.GetAsync("b")).Reveal()}"),
                new() { ["b"] = new ConfigurationSensitive("typed-in") })
            .RunAsync(Token);
        var record = await Client.PipelineRuns.GetAsync(run.Name, cancellationToken: Token);

        ConfigurationMap expected = new()
        {
            ["pipeline"] = new ConfigurationMap { ["a"] = "{{s.k}}" },
            ["steps"] = new ConfigurationMap { ["use"] = new ConfigurationMap { ["b"] = SensitiveString.Mask } },
        };
        Assert.Equal(expected, run.Settings);
        Assert.Equal(expected, record.Settings);
        Assert.Contains("***, ***", log.ToString(), StringComparison.Ordinal);
        await Client.DisposeAsync();
        foreach (var file in Directory.GetFiles(Folder))
        {
            var bytes = await File.ReadAllBytesAsync(file, Token);
            Assert.True(bytes.AsSpan().IndexOf("the-value"u8) < 0 && bytes.AsSpan().IndexOf("typed-in"u8) < 0, $"{file} holds a value");
        }
    }

    /// <summary>Runs a pipeline of one step over a stack and settings that refer to the secret <c>s</c>.</summary>
    private async Task TrainAsync(Func<StepContext, Task> use)
    {
        await Client.Secrets.CreateAsync(
            "s",
            new() { ["user"] = "the-user", ["password"] = "the-password", ["url"] = "the-url" },
            cancellationToken: Token);
        await ActivateStackAsync(
            new()
            {
                ["tracking_uri"] = "http://127.0.0.1:5000",
                ["tracking_username"] = "{{s.user}}",
                ["tracking_password"] = "plain-password",
            });
        ConfigurationMap shared = new() { ["endpoint"] = "{{ s.url }}", ["epochs"] = 3, ["verbose"] = true };
        ConfigurationMap own = new()
        {
            ["epochs"] = 5,
            ["database"] = new ConfigurationMap
            {
                ["hosts"] = new ConfigurationList(["first", "{{s.password}}"]), ["dotted.name"] = "found",
            },
        };

        var run = await Client.DefinePipeline("train", shared, Logged).Step("use", use, own).RunAsync(Token);

        Assert.Equal(RunStatus.Completed, run.Status);
    }
}
