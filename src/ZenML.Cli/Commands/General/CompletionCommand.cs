using System.CommandLine;
using ZenML.Cli.CommandLine;
using ZenML.Cli.Completion.Shells;

namespace ZenML.Cli.Commands.General;

/// <summary><c>zenml completion</c>.</summary>
internal sealed class CompletionCommand : BaseCommand
{
    private readonly Argument<string> shell = new("SHELL")
    {
        Description = "The shell: bash, zsh, fish or powershell.",
        HelpName = "bash|zsh|fish|powershell",
    };

    public CompletionCommand(CliContext context)
        : base(context, "completion", Example.Of(
            "Print a script with which a shell completes commands, options, names and files. It never shows values.",
            "source <(zenml completion bash)",
            "zenml completion bash > ~/.local/share/bash-completion/completions/zenml",
            "zenml completion zsh > ~/.zfunc/_zenml",
            "zenml completion fish > ~/.config/fish/completions/zenml.fish",
            "zenml completion powershell >> $PROFILE"))
    {
        Define(shell);
        shell.AcceptOnlyFromAmong([.. Shell.All.SelectMany(known => known.Names)]);
    }

    /// <summary>Every new shell runs it.</summary>
    protected override bool WarnsOfVariables => false;

    protected override Task<int> ExecuteAsync(ParseResult result, CancellationToken cancellationToken)
    {
        Context.Writer.WriteLine(Shell.Find(result.GetRequiredValue(shell))!.Script);
        return Task.FromResult(ExitCodes.Success);
    }
}
