using System.CommandLine;
using ZenML.Cli.CommandLine;
using ZenML.Cli.Completion;
using ZenML.Cli.Input;
using ZenML.Cli.Output;
using ZenML.Core.Accounts.Users;
using ZenML.Core.Errors;

namespace ZenML.Cli.Commands.Users;

/// <summary><c>zenml user create</c>.</summary>
internal sealed class UserCreateCommand : BaseCommand
{
    private readonly Argument<string> name = new("NAME") { Description = "The name that the user logs in with." };
    private readonly Option<string?> password = new("--password", "-p")
    {
        Description = $"The password. {CredentialInput.Expanded} Default: {CredentialInput.NewPasswordVariable}, or a prompt.",
        HelpName = "@-",
    };

    private readonly Option<bool> noPassword = new("--no-password")
    {
        Description = "Set no password. The user activates the account with a token that is shown only once.",
    };

    private readonly Option<string> fullName = new("--full-name", "-f")
    {
        Description = "The display name.",
        HelpName = "TEXT",
        DefaultValueFactory = _ => "",
    };

    private readonly Option<bool> isAdmin = new("--is-admin") { Description = "Make the user an administrator." };
    private readonly Option<string?> outFile = OutFile.Option("the token");

    public UserCreateCommand(CliContext context)
        : base(context, "create", Example.Of(
            "Create a user on a server. Only administrators can do this. If the password is empty, the user chooses one "
                + "with a token, which is written to standard output and shown only once.",
            "zenml user create ada",
            "printenv PASSWORD | zenml user create ada --password @-",
            "zenml user create ada --no-password --out-file token.txt"))
    {
        Define(name.Completes(CompletionSource.FreeText), password, noPassword, fullName, isAdmin, outFile);
    }

    protected override async Task<int> ExecuteAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var wanted = result.GetRequiredValue(name);
        if (result.GetValue(noPassword) && result.GetResult(password) is not null)
        {
            throw new UsageException("Use either --password or --no-password, not both.");
        }

        var path = OutFile.Read(result, Context, outFile);
        await Context.Client.EnsureServerAsync(cancellationToken);
        var given = result.GetValue(noPassword)
            ? null
            : CredentialInput.ReadNewPassword(
                Context, result.GetValue(password), "--password",
                MessageText.Of($"Password for '{wanted}', or empty to let the owner choose one"));
        var user = new NewUser(wanted, result.GetValue(isAdmin))
        {
            FullName = result.GetValue(fullName)!,
            Password = given,
        };
        var created = await Context.Client.Users.CreateAsync(user, cancellationToken);
        Context.Writer.Say($"Created the user '{created.User.Name}'.");
        await ActivationToken.ShowAsync(Context, created, path, cancellationToken);
        return ExitCodes.Success;
    }
}
