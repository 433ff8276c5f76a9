using ZenML.Cli.Output;
using ZenML.Core.Accounts.Users;
using ZenML.Core.Text;

namespace ZenML.Cli.Commands.Users;

/// <summary>Writes the activation token of an account.</summary>
internal static class ActivationToken
{
    /// <summary>
    /// Writes only the token to standard output or to a file, and explains it on standard error. Does nothing for an
    /// active account, which has none.
    /// </summary>
    public static async Task ShowAsync(CliContext context, UserWithToken user, string? outFile, CancellationToken cancellationToken)
    {
        if (user.ActivationToken is not { } token)
        {
            return;
        }

        var server = (await context.Client.DescribeStoreAsync(cancellationToken)).Location;
        context.Writer.Say($"Give this token to '{user.User.Name}'. It is shown only once, and anyone who has it can "
            + $"set the password. To activate the account: zenml user activate {ShellWord.Quote(user.User.Name)} --url "
            + $"{ShellWord.Quote(server)}");
        await OutFile.WriteAsync(context, outFile, token, cancellationToken);
    }
}
