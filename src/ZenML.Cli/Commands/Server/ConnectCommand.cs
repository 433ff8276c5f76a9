using System.CommandLine;
using ZenML.Cli.CommandLine;
using ZenML.Cli.Completion;
using ZenML.Cli.Input;
using ZenML.Client;
using ZenML.Core.Errors;
using ZenML.Core.Text;

namespace ZenML.Cli.Commands.Server;

/// <summary><c>zenml connect</c>.</summary>
internal sealed class ConnectCommand : BaseCommand
{
    private readonly Argument<string?> url = new("URL")
    {
        Description = "The server. Default: the server in use, to log in to it again.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<string?> urlOption = new("--url")
    {
        Description = "The server, as an option.",
        HelpName = "URL",
    };

    private readonly Option<string?> userName = new("--username", "-u")
    {
        Description = "Log in as this user, with a password.",
        HelpName = "NAME",
    };

    private readonly Option<string?> password = new("--password", "-p")
    {
        Description = $"The password. {CredentialInput.Expanded} Default: {ZenClientOptions.PasswordVariable}, or a prompt.",
        HelpName = "@-",
    };

    private readonly Option<bool> savePassword = new("--save-password")
    {
        Description = "Also store the password, so that an expired token can be renewed.",
    };

    private readonly Option<string?> apiKey = new("--api-key")
    {
        Description = $"Log in with the API key of a service account. {CredentialInput.Expanded} Default: "
            + $"{ZenClientOptions.ApiKeyVariable}, or a prompt.",
        HelpName = "@-",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<bool> singleSignOn = new("--sso")
    {
        Description = "Log in at the identity provider of the server, in your browser. Default if not everyone can use a password.",
    };

    private readonly Option<bool> noBrowser = new("--no-browser")
    {
        Description = "With --sso: open no browser here, but show a page and a code for a browser on another machine.",
    };

    private readonly Option<bool> browser = new("--browser")
    {
        Description = "Log in on a page of the server even without a terminal, or if you are logged in already.",
    };

    private readonly Option<string?> authorities = new("--ca-file")
    {
        Description = "A PEM file with the CA certificates to trust for this server.",
        HelpName = "FILE",
    };

    private readonly Option<string?> account = new("--server-account")
    {
        Description = "The operating-system account that runs the server, by name or number. Required if the server is "
            + "on this machine, uses plain http, and runs neither as you nor as root. * allows any account.",
        HelpName = "ACCOUNT",
    };

    public ConnectCommand(CliContext context)
        : base(context, "connect", Example.Of(
            "Use a server instead of the local store. Without --username or --api-key, you log in through a browser, unless you are "
                + "logged in already.",
            "zenml connect https://zenml.example.com",
            "zenml connect https://zenml.example.com --sso",
            "zenml connect http://127.0.0.1:8237 --username default",
            "printenv PASSWORD | zenml connect https://zenml.example.com --username ada --password @-",
            "zenml connect https://zenml.example.com --api-key @key.txt"))
    {
        Define(url, urlOption, userName.Completes(CompletionSource.FreeText), password, savePassword, apiKey, singleSignOn, noBrowser,
            browser, authorities, account);
    }

    protected override async Task<int> ExecuteAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var given = FindUrl(result);
        var login = ChooseLogin(result);
        if (login is ServerLogin.Browser && !result.GetValue(browser) && !result.GetValue(singleSignOn))
        {
            if (await FindLoginAsync(result, given, cancellationToken) is var (server, user))
            {
                Context.Writer.Say(
                    $"Already logged in to {server} as '{user}'. To log in anew: zenml connect --browser, or --username NAME");
                return ExitCodes.Success;
            }

            EnsureSomeoneReads();
        }

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
        if (login is ServerLogin.Browser && !result.GetValue(browser))
        {
            login = await ChooseBrowserLoginAsync(result, given, login, options, cancellationToken);
        }

        var address = await LogInAsync(given, login, options, cancellationToken);

        // Use the server just connected to, not the one in the environment.
        await using var client = ZenClient.Open(options with { Server = address });
        Context.Writer.Say($"Connected to {address} as '{(await client.Users.GetCurrentAsync(cancellationToken)).Name}'.");
        if (await client.Workspaces.FindActiveAsync(cancellationToken) is { } workspace
            && await client.Stacks.FindActiveAsync(cancellationToken) is { } stack)
        {
            Context.Writer.Say(
                $"The workspace is '{workspace.Name}' and the stack is '{stack.Name}'. To use the local store again: zenml disconnect");
        }

        if (Context.Environment.Variable(ZenClientOptions.ServerVariable)?.Trim().TrimEnd('/') is { } named
            && new Uri(named) != new Uri(address))
        {
            Context.Writer.Warn(
                $"{ZenClientOptions.ServerVariable} is set to another server, {named}. Commands use that one while the variable is set.");
        }

        return ExitCodes.Success;
    }

    /// <summary>Where a person logs in: at the identity provider if they ask for it, or if not everyone can use a password.</summary>
    private async Task<ServerLogin> ChooseBrowserLoginAsync(
        ParseResult result, string? address, ServerLogin onServer, ZenClientOptions options, CancellationToken cancellationToken)
    {
        var isAsked = result.GetValue(singleSignOn);
        try
        {
            var offer = await ZenServer.FindSingleSignOnAsync(address, options, cancellationToken);
            return isAsked || offer is { AllowsPasswords: false }
                ? new SingleSignOnChoice(Context, usesBrowser: !result.GetValue(noBrowser)).Choose(offer, onServer)
                : onServer;
        }
        catch (ZenException exception) when (exception.Code is ErrorCode.ServerBusy or ErrorCode.StoreUnavailable && !isAsked)
        {
            // Passwords work while the identity provider is down. A server that is down itself is reported by the login.
            return onServer;
        }
    }

    /// <summary>The login for the server in use that still works, if the command would only repeat it; else null.</summary>
    private async Task<(string Server, string User)?> FindLoginAsync(
        ParseResult result, string? address, CancellationToken cancellationToken)
    {
        if (result.GetResult(authorities) is not null || result.GetResult(account) is not null
            || Context.Environment.Variable(ZenClientOptions.ServerVariable) is { Length: > 0 })
        {
            return null;
        }

        // A login that has expired is no reason to warn: it is about to be replaced.
        var found = await ZenServer.InspectAsync(Context.ClientOptions with { OnWarning = null }, cancellationToken);
        return found is { Account: { } user } && (address is null || address.Trim().TrimEnd('/') == found.Address)
            ? (found.Address, user)
            : null;
    }

    /// <remarks>A script would wait for minutes for a login that nobody sees.</remarks>
    private void EnsureSomeoneReads()
    {
        if (!Context.Environment.ErrorIsTerminal && !Context.Environment.Terminal.CanAsk)
        {
            throw new ZenException(ErrorCode.InvalidArgument,
                "There is no terminal, so nobody would see the page for a login in a browser. Use --api-key @FILE, or --username NAME with "
                + "--password @-. To log in through a browser anyway: --browser");
        }
    }

    private string? FindUrl(ParseResult result) => (result.GetValue(url), result.GetValue(urlOption)) switch
    {
        ({ } address, null) => address,
        (null, var address) => address,
        _ => throw new UsageException("The server is given twice. Use either URL or --url, not both."),
    };

    private Task<string> LogInAsync(string? address, ServerLogin login, ZenClientOptions options, CancellationToken cancellationToken) =>
        Context.Progress.ShowAsync(
            login is ServerLogin.Browser or ServerLogin.SingleSignOn ? "Asking the server for a login" : "Logging in",
            () => address is null
                ? ZenServer.LogInAsync(login, options, cancellationToken)
                : ZenServer.ConnectAsync(address, login, options, cancellationToken));

    private ServerLogin ChooseLogin(ParseResult result)
    {
        var (user, hasKey) = (result.GetValue(userName), result.GetResult(apiKey) is not null);
        CheckBrowserOptions(result, hasCredential: hasKey || user is not null || result.GetResult(password) is not null);
        if (hasKey && (user is not null || result.GetResult(password) is not null))
        {
            throw new UsageException("Use either --username or --api-key, not both.");
        }

        if (hasKey)
        {
            return new ServerLogin.ApiKey(
                CredentialInput.Read(Context, result.GetValue(apiKey), "--api-key", ZenClientOptions.ApiKeyVariable, "API key"));
        }

        if (user is not null)
        {
            var given = CredentialInput.Read(
                Context, result.GetValue(password), "--password", ZenClientOptions.PasswordVariable,
                MessageText.Of($"Password for '{user}'"));
            return new ServerLogin.Password(user, given) { IsKept = result.GetValue(savePassword) };
        }

        return result.GetResult(password) is null
            ? new ServerLogin.Browser(Show)
            : throw new UsageException("A password requires a user: --username NAME.");
    }

    private void CheckBrowserOptions(ParseResult result, bool hasCredential)
    {
        if (result.GetValue(singleSignOn) && (hasCredential || result.GetValue(browser)))
        {
            throw new UsageException("Use --sso without --username, --password, --api-key and --browser.");
        }

        if (result.GetValue(noBrowser) && (hasCredential || result.GetValue(browser)))
        {
            throw new UsageException("Use --no-browser without --username, --password, --api-key and --browser.");
        }
    }

    private void Show(DeviceAuthorization authorization)
    {
        Context.Writer.Say($"Open this page in a browser, on this machine or another, and log in: {authorization.Address.AbsoluteUri}");
        if (authorization.IsElsewhere)
        {
            Context.Writer.Warn("This page is not at the address of the server. Log in there only if you know that it "
                + "belongs to the server. Otherwise, you could give someone else your access to another server.");
        }

        Context.Writer.Say($"Check that the page shows the code {authorization.UserCode}. Waiting for "
            + $"{Number.Of((long)Math.Ceiling(authorization.ExpiresIn.TotalMinutes), "minute")} ...");
        Context.Progress.GoOn("Waiting for you to log in");
    }
}
