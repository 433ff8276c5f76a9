using System.CommandLine;
using ZenML.Cli.CommandLine;
using ZenML.Cli.Input;
using ZenML.Client;

namespace ZenML.Cli.Commands.Users;

/// <summary><c>zenml user change-password</c>.</summary>
internal sealed class UserChangePasswordCommand : Command
{
    public UserChangePasswordCommand(CliContext context)
        : base("change-password", Example.Of(
            "Change your own password on the server in use. This machine is logged in with the new one at once; all other sessions of the account end.",
            "zenml user change-password",
            "zenml user change-password --old-password @old.txt --password @new.txt"))
    {
        var password = new Option<string?>("--password", "-p")
        {
            Description = $"The new password. {CredentialInput.Expanded} Without it: {CredentialInput.NewPasswordVariable}, else it is asked for.", HelpName = "@-",
        };
        var old = new Option<string?>("--old-password")
        {
            Description = $"The password so far. {CredentialInput.Expanded} Without it: {ZenClientOptions.PasswordVariable}, else it is asked for.", HelpName = "@-",
        };
        Options.Add(password);
        Options.Add(old);
        SetAction(async (result, cancellationToken) =>
        {
            await context.Client.EnsureServerAsync(cancellationToken);
            var present = CredentialInput.Read(context, result.GetValue(old), "--old-password", ZenClientOptions.PasswordVariable, "Present password");
            var wanted = CredentialInput.ReadNewPassword(context, result.GetValue(password), "--password", "New password") ?? "";
            var user = await context.Client.Users.ChangePasswordAsync(present, wanted, cancellationToken);
            context.Writer.Say($"Changed the password of '{user.Name}'.");
            return ExitCodes.Success;
        });
    }
}
