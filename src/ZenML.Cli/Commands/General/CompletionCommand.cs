using System.CommandLine;
using ZenML.Cli.CommandLine;

namespace ZenML.Cli.Commands.General;

/// <summary><c>zenml completion</c>.</summary>
internal sealed class CompletionCommand : Command
{
    public CompletionCommand(CliContext context)
        : base("completion", Example.Of(
            "Write a script that makes a shell complete zenml's commands and options.",
            "source <(zenml completion bash)",
            "zenml completion zsh > ~/.zfunc/_zenml",
            "zenml completion fish > ~/.config/fish/completions/zenml.fish",
            "zenml completion pwsh >> $PROFILE"))
    {
        var shell = new Argument<string>("SHELL") { Description = "bash, zsh, fish or pwsh.", HelpName = "bash|zsh|fish|pwsh" };
        shell.AcceptOnlyFromAmong("bash", "zsh", "fish", "pwsh");
        Arguments.Add(shell);
        SetAction(result =>
        {
            context.Writer.WriteLine(CompletionScripts.For(result.GetRequiredValue(shell)));
            return ExitCodes.Success;
        });
    }
}
