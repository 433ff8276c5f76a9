using System.CommandLine;
using ZenML.Cli.CommandLine;
using ZenML.Cli.Input;
using ZenML.Client;

namespace ZenML.Cli.Commands.Users;

/// <summary><c>zenml user change-password</c>.</summary>
internal sealed class UserChangePasswordCommand : BaseCommand
{
    private readonly Option<string?> password = new("--password", "-p")
    {
        Description = $"The new password. {CredentialInput.Expanded} Default: {CredentialInput.NewPasswordVariable}, or a prompt.",
        HelpName = "@-",
    };

    private readonly Option<string?> old = new("--old-password")
    {
        Description = $"The current password. {CredentialInput.Expanded} Default: {ZenClientOptions.PasswordVariable}, or a prompt.",
        HelpName = "@-",
    };

    public UserChangePasswordCommand(CliContext context)
        : base(context, "change-password", Example.Of(
            "Change your own password on the server in use. This machine is logged in again with the new password. "
                + "All other sessions of the account end.",
            "zenml user change-password",
            "zenml user change-password --old-password @old.txt --password @new.txt"))
    {
        Define(password, old);
    }

    protected override async Task<int> ExecuteAsync(ParseResult result, CancellationToken cancellationToken)
    {
        await Context.Client.EnsureServerAsync(cancellationToken);
        var present = CredentialInput.Read(
            Context, result.GetValue(old), "--old-password", ZenClientOptions.PasswordVariable, "Current password");
        var wanted = CredentialInput.ReadNewPassword(Context, result.GetValue(password), "--password", "New password") ?? "";
        var user = await Context.Client.Users.ChangePasswordAsync(present, wanted, cancellationToken);
        Context.Writer.Say($"Changed the password of '{user.Name}'.");
        return ExitCodes.Success;
    }
}
