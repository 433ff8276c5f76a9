using System.CommandLine;
using ZenML.Cli.CommandLine;

namespace ZenML.Cli.Commands.General;

/// <summary><c>zenml completion</c>.</summary>
internal sealed class CompletionCommand : BaseCommand
{
    private readonly Argument<string> shell = new("SHELL")
    {
        Description = "The shell: bash, zsh, fish or pwsh.",
        HelpName = "bash|zsh|fish|pwsh",
    };

    public CompletionCommand(CliContext context)
        : base(context, "completion", Example.Of(
            "Print a script that completes commands, options and names in a shell.",
            "source <(zenml completion bash)",
            "zenml completion zsh > ~/.zfunc/_zenml",
            "zenml completion fish > ~/.config/fish/completions/zenml.fish",
            "zenml completion pwsh >> $PROFILE"))
    {
        Define(shell);
        shell.AcceptOnlyFromAmong("bash", "zsh", "fish", "pwsh");
    }

    protected override Task<int> ExecuteAsync(ParseResult result, CancellationToken cancellationToken)
    {
        Context.Writer.WriteLine(CompletionScripts.For(result.GetRequiredValue(shell)));
        return Task.FromResult(ExitCodes.Success);
    }
}
