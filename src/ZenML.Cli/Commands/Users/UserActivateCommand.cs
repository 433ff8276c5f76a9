using System.CommandLine;
using ZenML.Cli.CommandLine;
using ZenML.Cli.Completion;
using ZenML.Cli.Input;
using ZenML.Client;
using ZenML.Core.Errors;
using ZenML.Core.Text;

namespace ZenML.Cli.Commands.Users;

/// <summary><c>zenml user activate</c>.</summary>
internal sealed class UserActivateCommand : BaseCommand
{
    /// <summary>The variable with the activation token.</summary>
    public const string TokenVariable = "ZENML_ACTIVATION_TOKEN";

    private readonly Argument<string> name = new("NAME") { Description = "The name or id of the user." };
    private readonly Option<string?> url = new("--url")
    {
        Description = "The URL of the server. Default: the server in use.",
        HelpName = "URL",
    };

    private readonly Option<string?> token = new("--token")
    {
        Description = $"The activation token. {CredentialInput.Expanded} Default: {TokenVariable}, or a prompt.",
        HelpName = "@-",
    };

    private readonly Option<string?> password = new("--password", "-p")
    {
        Description = $"The new password. {CredentialInput.Expanded} Default: {CredentialInput.NewPasswordVariable}, or a prompt.",
        HelpName = "@-",
    };

    private readonly Option<string?> authorities = new("--ca-file")
    {
        Description = "A PEM file with the CA certificates to trust for this server.",
        HelpName = "FILE",
    };

    public UserActivateCommand(CliContext context)
        : base(context, "activate", Example.Of(
            "Activate your account with the token you were given, and choose a password. You do not need to be logged in.",
            "zenml user activate ada --url https://zenml.example.com",
            "zenml user activate ada --url https://zenml.example.com --token @token.txt"))
    {
        Define(name.Completes(Names.Users), url, token, password, authorities);
    }

    protected override async Task<int> ExecuteAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var user = result.GetRequiredValue(name);
        var given = CredentialInput.Read(
            Context, result.GetValue(token), "--token", TokenVariable, MessageText.Of($"Activation token for '{user}'"));
        var wanted = CredentialInput.ReadNewPassword(
            Context, result.GetValue(password), "--password", MessageText.Of($"Password for '{user}'")) ?? "";
        var options = Context.ClientOptions with
        {
            ServerCertificateAuthorities = result.GetValue(authorities) is { } file
                ? Path.Combine(Context.Environment.WorkingDirectory, file)
                : null,
        };
        var address = await ZenServer.ActivateUserAsync(result.GetValue(url), user, given, wanted, options, cancellationToken);
        Context.Writer.Say($"The account '{user}' is active. To log in: zenml connect --url {ShellWord.Quote(address)} "
            + $"--username {ShellWord.Quote(user)}");
        return ExitCodes.Success;
    }
}
