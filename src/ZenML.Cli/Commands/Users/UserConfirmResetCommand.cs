using System.CommandLine;
using ZenML.Cli.CommandLine;
using ZenML.Cli.Input;

namespace ZenML.Cli.Commands.Users;

/// <summary><c>zenml user confirm-reset</c>.</summary>
internal sealed class UserConfirmResetCommand : BaseCommand
{
    private readonly Option<string?> old = new("--old-password")
    {
        Description = $"The password from before the reset. {CredentialInput.Expanded} "
            + $"Default: {CredentialInput.OldPasswordVariable}, or a prompt.",
        HelpName = "@-",
    };

    public UserConfirmResetCommand(CliContext context)
        : base(context, "confirm-reset", Example.Of(
            "Show your private secrets again after an administrator reset your password. They are hidden until you prove with "
                + "the password from before the reset that it is you. If you no longer know it, an administrator can release "
                + "them: zenml user release-secrets NAME",
            "zenml user confirm-reset",
            "zenml user confirm-reset --old-password @old.txt"))
    {
        Define(old);
    }

    protected override async Task<int> ExecuteAsync(ParseResult result, CancellationToken cancellationToken)
    {
        await Context.Client.EnsureServerAsync(cancellationToken);
        var password = CredentialInput.Read(
            Context, result.GetValue(old), "--old-password", CredentialInput.OldPasswordVariable, "Password from before the reset");
        await Context.Client.Users.ConfirmResetAsync(password, cancellationToken);
        Context.Writer.Say("Your private secrets are visible again.");
        return ExitCodes.Success;
    }
}
