using System.CommandLine;
using ZenML.Cli.CommandLine;
using ZenML.Cli.Input;
using ZenML.Client;
using ZenML.Core.Errors;
using ZenML.Core.Text;

namespace ZenML.Cli.Commands.Users;

/// <summary><c>zenml user activate</c>.</summary>
internal sealed class UserActivateCommand : Command
{
    private const string TokenVariable = "ZENML_ACTIVATION_TOKEN";

    public UserActivateCommand(CliContext context)
        : base("activate", Example.Of(
            "Activate your account with the token that you were given for it, and choose your password. No login is needed.",
            "zenml user activate ada --url https://zenml.example.com",
            "zenml user activate ada --url https://zenml.example.com --token @token.txt"))
    {
        var name = new Argument<string>("NAME") { Description = "The name or the id of the account." };
        var url = new Option<string?>("--url") { Description = "Where the server is. Without it, the server in use.", HelpName = "URL" };
        var token = new Option<string?>("--token") { Description = $"The token. {CredentialInput.Expanded} Without it: {TokenVariable}, else it is asked for.", HelpName = "@-" };
        var password = new Option<string?>("--password", "-p")
        {
            Description = $"The password. {CredentialInput.Expanded} Without it: {CredentialInput.NewPasswordVariable}, else it is asked for.", HelpName = "@-",
        };
        var authorities = new Option<string?>("--ca-file") { Description = "A PEM file with the certificates that vouch for the server.", HelpName = "FILE" };
        Arguments.Add(name);
        foreach (var option in new Option[] { url, token, password, authorities })
        {
            Options.Add(option);
        }

        SetAction(async (result, cancellationToken) =>
        {
            var user = result.GetRequiredValue(name);
            var given = CredentialInput.Read(
                context, result.GetValue(token), "--token", TokenVariable, MessageText.Of($"Activation token of '{user}'"));
            var wanted = CredentialInput.ReadNewPassword(
                context, result.GetValue(password), "--password", MessageText.Of($"Password of '{user}'")) ?? "";
            var options = context.ClientOptions with { ServerCertificateAuthorities = result.GetValue(authorities) is { } file ? Path.Combine(context.Environment.WorkingDirectory, file) : null };
            var address = await ZenServer.ActivateUserAsync(result.GetValue(url), user, given, wanted, options, cancellationToken);
            context.Writer.Say($"The account '{user}' is active. To log in: zenml connect --url {ShellWord.Quote(address)} --username {ShellWord.Quote(user)}");
            return ExitCodes.Success;
        });
    }
}
