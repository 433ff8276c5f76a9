using System.CommandLine;
using ZenML.Cli.CommandLine;
using ZenML.Cli.Completion;
using ZenML.Core.Accounts.Users;
using ZenML.Core.Querying.Lookups;
using ZenML.Core.Text;

namespace ZenML.Cli.Commands.Users;

/// <summary><c>zenml user update</c>.</summary>
internal sealed class UserUpdateCommand : BaseCommand
{
    private readonly Argument<string> name = CommonArguments.ToChange("NAME");
    private readonly Option<string?> newName = new("--name", "-n") { Description = "The new name.", HelpName = "NAME" };
    private readonly Option<string?> fullName = new("--full-name", "-f")
    {
        Description = "The display name.",
        HelpName = "TEXT",
    };

    private readonly Option<string?> email = new("--email", "-e")
    {
        Description = "The email address. You can change only your own.",
        HelpName = "TEXT",
    };

    private readonly Option<bool> admin = new("--admin", "-a") { Description = "Make the user an administrator." };
    private readonly Option<bool> user = new("--user", "-u") { Description = "Make the user a regular user." };
    private readonly Option<bool?> active = new("--active")
    {
        Description = "Whether the account can be used. Changing this ends its sessions.",
        HelpName = "true|false",
    };

    private readonly Option<string?> subject = new("--sso-subject")
    {
        Description = "Let the person with this 'sub' at the identity provider log in as the user. For administrators.",
        HelpName = "SUBJECT",
    };

    private readonly Option<bool> noSingleSignOn = new("--no-sso")
    {
        Description = "No longer let the person at the identity provider log in as the user. For administrators.",
    };

    public UserUpdateCommand(CliContext context)
        : base(context, "update", Example.Of(
            "Change your own account or, as an administrator, any user. Only what you specify is changed.",
            "zenml user update ada --full-name 'Ada Lovelace' --admin",
            "zenml user update ada --active false",
            "zenml user update ada --sso-subject 00u1a2b3c4"))
    {
        Define(
            name.Completes(Names.Users), newName.Completes(CompletionSource.FreeText), fullName, email, admin, user, active,
            subject.Completes(CompletionSource.FreeText), noSingleSignOn);
    }

    protected override async Task<int> ExecuteAsync(ParseResult result, CancellationToken cancellationToken)
    {
        if (result.GetValue(admin) && result.GetValue(user))
        {
            throw new UsageException("Use either --admin or --user, not both.");
        }

        var update = new UserUpdate
        {
            Name = result.GetValue(newName),
            FullName = result.GetValue(fullName),
            Email = result.GetValue(email),
            IsAdmin = result.GetValue(admin) ? true : result.GetValue(user) ? false : null,
            IsActive = result.GetValue(active),
        };
        if (result.GetValue(subject) is not null || result.GetValue(noSingleSignOn))
        {
            await LinkAsync(result, update, cancellationToken);
            return ExitCodes.Success;
        }

        if (update == new UserUpdate())
        {
            throw new UsageException(
                "Nothing to change. To see the options: zenml user update --help");
        }

        var changed = await Context.Client.Users.UpdateAsync(result.GetRequiredValue(name), update, LookupMode.Changing, cancellationToken);
        Context.Writer.Say($"Updated the user '{changed.Name}'.");
        return ExitCodes.Success;
    }

    /// <remarks>Nothing else changes with it: it is another request, and only one of the two could succeed.</remarks>
    private async Task LinkAsync(ParseResult result, UserUpdate update, CancellationToken cancellationToken)
    {
        var (person, users) = (result.GetValue(subject), Context.Client.Users);
        if (update != new UserUpdate() || (person is not null && result.GetValue(noSingleSignOn)))
        {
            throw new UsageException("Use --sso-subject or --no-sso without other options.");
        }

        var account = await users.GetAsync(result.GetRequiredValue(name), LookupMode.Changing, cancellationToken);
        if (person is null)
        {
            await users.UnlinkIdentityAsync(account.Id.ToString(), cancellationToken);
            Context.Writer.Say($"The user '{account.Name}' can no longer log in with single sign-on. Its sessions have ended.");
            return;
        }

        var linked = await users.LinkIdentityAsync(account.Id.ToString(), person, cancellationToken);
        Context.Writer.Say($"The person '{linked.Subject}' at {linked.Issuer} can now log in as the user '{account.Name}'.");
        if (account.IsActive && account.Id != (await users.GetCurrentAsync(cancellationToken)).Id)
        {
            Context.Writer.Say(
                $"Its sessions have ended. Its private secrets are hidden until it confirms (zenml user confirm-reset) or you release "
                    + $"them: zenml user release-secrets {ShellWord.Quote(account.Name)}");
        }
    }
}
