using System.CommandLine;
using ZenML.Cli.CommandLine;
using ZenML.Cli.Input;
using ZenML.Client;
using ZenML.Core.Errors;
using ZenML.Core.Text;

namespace ZenML.Cli.Commands.Server;

/// <summary><c>zenml connect</c>.</summary>
internal sealed class ConnectCommand : BaseCommand
{
    private readonly Option<string> url = new("--url") { Description = "Where the server is.", HelpName = "URL", Required = true };
    private readonly Option<string?> userName = new("--username", "-u") { Description = "Log in as this user, with a password.", HelpName = "NAME" };
    private readonly Option<string?> password = new("--password", "-p")
    {
        Description = $"The password. {CredentialInput.Expanded} Without it: {ZenClientOptions.PasswordVariable}, else it is asked for.", HelpName = "@-",
    };

    private readonly Option<bool> savePassword = new("--save-password") { Description = "Keep the password beside the token, so that a token that ended is renewed." };
    private readonly Option<string?> apiKey = new("--api-key")
    {
        Description = $"Log in with the key of a service account. {CredentialInput.Expanded} Without a value: {ZenClientOptions.ApiKeyVariable}, else it is asked for.",
        HelpName = "@-",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<string?> authorities = new("--ca-file") { Description = "A PEM file with the certificates that vouch for the server.", HelpName = "FILE" };

    private readonly Option<string?> account = new("--server-account")
    {
        Description = "The account of this machine that runs the server, by name or number, where the server is on this machine without "
            + "https and runs neither as you nor as root; * for any.",
        HelpName = "ACCOUNT",
    };

    public ConnectCommand(CliContext context)
        : base(context, "connect", Example.Of(
            "Use a server instead of the local store. Without a user or a key the login happens in a browser.",
            "zenml connect --url https://zenml.example.com",
            "zenml connect --url http://127.0.0.1:8237 --username default",
            "printenv PASSWORD | zenml connect --url https://zenml.example.com --username ada --password @-",
            "zenml connect --url https://zenml.example.com --api-key @key.txt"))
    {
        Define(url, userName, password, savePassword, apiKey, authorities, account);
    }

    protected override async Task<int> ExecuteAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var login = ChooseLogin(result);
        var warned = new HashSet<string>(StringComparer.Ordinal);
        var options = Context.ClientOptions with
        {
            ServerCertificateAuthorities = result.GetValue(authorities) is { } file
                ? Path.Combine(Context.Environment.WorkingDirectory, file)
                : null,
            ServerAccount = result.GetValue(account),
            OnWarning = message =>
            {
                if (warned.Add(message))
                {
                    Context.Writer.Warn(message);
                }
            },
        };
        var address = await ZenServer.ConnectAsync(result.GetValue(url)!, login, options, cancellationToken);

        // The server that was just connected to, and not the one that the environment may name.
        await using var client = ZenClient.Open(options with { Server = address });
        Context.Writer.Say($"Connected to {address} as '{(await client.Users.GetCurrentAsync(cancellationToken)).Name}'.");
        if (await client.Workspaces.FindActiveAsync(cancellationToken) is { } workspace
            && await client.Stacks.FindActiveAsync(cancellationToken) is { } stack)
        {
            Context.Writer.Say(
                $"The workspace is '{workspace.Name}', the stack '{stack.Name}'. Back to the local store: zenml disconnect");
        }

        if (Context.Environment.Variable(ZenClientOptions.ServerVariable)?.Trim().TrimEnd('/') is { } named
            && new Uri(named) != new Uri(address))
        {
            Context.Writer.Warn(
                $"{ZenClientOptions.ServerVariable} names another server, {named}, which commands use as long as it is set.");
        }

        return ExitCodes.Success;
    }

    private ServerLogin ChooseLogin(ParseResult result)
    {
        var (user, hasKey) = (result.GetValue(userName), result.GetResult(apiKey) is not null);
        if (hasKey && (user is not null || result.GetResult(password) is not null))
        {
            throw new ZenException(ErrorCode.InvalidArgument, "Give either --username or --api-key.");
        }

        if (hasKey)
        {
            return new ServerLogin.ApiKey(CredentialInput.Read(Context, result.GetValue(apiKey), "--api-key", ZenClientOptions.ApiKeyVariable, "API key"));
        }

        if (user is not null)
        {
            var given = CredentialInput.Read(
                Context, result.GetValue(password), "--password", ZenClientOptions.PasswordVariable,
                MessageText.Of($"Password of '{user}'"));
            return new ServerLogin.Password(user, given) { IsKept = result.GetValue(savePassword) };
        }

        return result.GetResult(password) is null
            ? new ServerLogin.Browser(Show)
            : throw new ZenException(ErrorCode.InvalidArgument, "A password needs a user: --username NAME.");
    }

    private void Show(DeviceAuthorization authorization)
    {
        Context.Writer.Say($"Open this page in a browser, on this machine or another, and log in there: {authorization.Address.AbsoluteUri}");
        if (authorization.IsElsewhere)
        {
            Context.Writer.Warn("This page is not at the address of the server. Log in there only if you know that it belongs to the "
                + "server: else you could give your access to another server away.");
        }

        Context.Writer.Say($"The page must show the code {authorization.UserCode}. Waiting for "
            + $"{Number.Of((long)Math.Ceiling(authorization.ExpiresIn.TotalMinutes), "minute")} ...");
    }
}
