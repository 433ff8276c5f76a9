using ZenML.Core.Errors;
using ZenML.Core.Text;
using ZenML.Pipelines;

namespace ZenML.Client.Tests.Attacks;

/// <summary>The log of a run with names that somebody else chose and values that are ordinary words.</summary>
[Collection(ProcessState.Collection)]
public sealed class L7RunLogTests : ClientTest
{
    private readonly StringWriter log = new();

    private PipelineOptions Logged => new() { Log = log };

    [Fact]
    public async Task L7_a_name_cannot_add_a_line_to_the_log_or_control_a_terminal()
    {
        const string Forging = "step\u001b[2J\nStep 'forged' has failed";
        const string Reversed = "step\u202e\u200b 'forged' has failed";

        var refusal = Assert.Throws<ZenException>(() => Client.DefinePipeline("p", options: Logged).Step(Forging, _ => { }));
        Assert.Equal(ErrorCode.InvalidArgument, refusal.Code);
        await Client.DefinePipeline("p", options: Logged).Step(Reversed, _ => { }).RunAsync(Token);

        Assert.All(log.ToString().ReplaceLineEndings("\n").Split('\n'), line => Assert.False(VisibleText.HasHidden(line), line));
        Assert.DoesNotContain("\nStep 'forged'", log.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("completed")]
    [InlineData("started")]
    [InlineData("Step")]
    [InlineData("has")]
    public async Task L7_masking_does_not_reveal_a_value_that_equals_a_word_of_the_log(string value)
    {
        await Client.Secrets.CreateAsync("s", new() { ["k"] = value }, cancellationToken: Token);

        await Client.DefinePipeline("p", options: Logged)
            .Step("use", async step =>
            {
                await step.Settings.GetAsync("v", Token);
                await step.Log.WriteLineAsync($"mine: {value}");
            }, new() { ["v"] = "{{s.k}}" })
            .RunAsync(Token);

        var lines = log.ToString().ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("mine: ***", lines[2]);
        Assert.All(lines.Where((_, index) => index != 2), line => Assert.DoesNotContain("***", line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task L7_exceptions_of_a_step_are_masked_and_the_log_text_around_them_is_not()
    {
        await Client.Secrets.CreateAsync("s", new() { ["k"] = "failed" }, cancellationToken: Token);

        var error = await Assert.ThrowsAsync<ZenException>(() => Client.DefinePipeline("p", options: Logged)
            .Step("use", async step =>
                throw new InvalidOperationException((await step.Settings.GetAsync("v", Token)).Reveal()), new() { ["v"] = "{{s.k}}" })
            .RunAsync(Token));

        Assert.Equal("The step 'use' failed with InvalidOperationException: ***", error.Message);
        Assert.Contains("Step 'use' has failed", log.ToString(), StringComparison.Ordinal);
    }
}
