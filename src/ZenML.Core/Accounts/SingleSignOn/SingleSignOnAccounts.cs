using ZenML.Core.Access;
using ZenML.Core.Accounts.Credentials;
using ZenML.Core.Accounts.Trusts;
using ZenML.Core.Accounts.Users;
using ZenML.Core.Auditing;
using ZenML.Core.Errors;
using ZenML.Core.Persistence;
using ZenML.Core.Resources;
using ZenML.Core.Text;
using ZenML.Core.Time;

namespace ZenML.Core.Accounts.SingleSignOn;

/// <summary>
/// Finds the account of a person at the identity provider, in the transaction of the login. An account is known by issuer and subject;
/// names and email addresses decide only about the first login.
/// </summary>
internal sealed class SingleSignOnAccounts(SingleSignOnRules rules, ServiceDependencies dependencies)
{
    /// <summary>Returns the account of the person whom a token is about. Creates or links it if the rules allow that.</summary>
    /// <param name="unit">The transaction.</param>
    /// <param name="token">The token, which the provider signed.</param>
    /// <param name="from">The origin of the request.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="ZenException"><see cref="ErrorCode.NotAuthenticated"/>, with the reason for the person.</exception>
    public async Task<(User Account, LinkedIdentity Identity)> FindAsync(
        IUnitOfWork unit, IdentityToken token, ClientAddress from, CancellationToken cancellationToken)
    {
        if (rules.RequiredGroup is { } required && !SingleSignOnCheck.IsIn(token, rules, required))
        {
            throw Refusal("You are not in the group of the identity provider whose members can log in here. Ask an administrator.");
        }

        var (account, identity) = await unit.Identities.FindAsync(token.Issuer, token.Subject, cancellationToken) is { } known
            ? ((await unit.Users.FindByIdAsync(known.Account.Id.Value, cancellationToken))!, known)
            : await FindFirstAsync(unit, token, from, cancellationToken);
        return account is { IsActive: true, IsServiceAccount: false }
            ? (account, identity)
            : throw Refusal(MessageText.Of($"The user '{account.Name}' is not active."));
    }

    private static ZenException Refusal(string reason) => new(ErrorCode.NotAuthenticated, reason);

    private async Task<(User Account, LinkedIdentity Identity)> FindFirstAsync(
        IUnitOfWork unit, IdentityToken token, ClientAddress from, CancellationToken cancellationToken)
    {
        if (!rules.CreatesAccounts && !rules.LinksByName)
        {
            throw NoAccount(token);
        }

        var name = SingleSignOnCheck.NameOf(token, rules) ?? throw Refusal(
            "The identity token has no name for an account: ZENML_SERVER_SSO_NAME_CLAIM names no claim of it, or an email address that is "
                + "not verified.");
        CheckName(name);
        var account = (await unit.Users.FindByNameAsync(name, cancellationToken)).SingleOrDefault();
        if (account is null)
        {
            return rules.CreatesAccounts ? await CreateAsync(unit, token, name, from, cancellationToken) : throw NoAccount(token);
        }

        if (!rules.LinksByName || account.IsAdmin || await unit.Identities.FindAsync(account.Id, cancellationToken) is not null)
        {
            throw Refusal(MessageText.Of(
                $"The name '{name}' belongs to an account that is not linked to you. An administrator can link it: "
                    + $"zenml user update {ShellWord.Quote(name)} --sso-subject {ShellWord.Quote(token.Subject)}"));
        }

        if (!account.IsActive)
        {
            return (account, IdentityOf(account, token));
        }

        return (account, await LinkAsync(unit, account, token, from, cancellationToken));
    }

    private static ZenException NoAccount(IdentityToken token) => Refusal(MessageText.Of(
        $"No account belongs to you. An administrator can link one: "
            + $"zenml user update NAME --sso-subject {ShellWord.Quote(token.Subject)}"));

    private static void CheckName(string name)
    {
        try
        {
            ResourceName.CheckAccount("user", name);
        }
        catch (ZenException exception)
        {
            throw Refusal(MessageText.Of($"The name in the identity token cannot be that of an account. {exception.Message:raw}"));
        }
    }

    private async Task<(User Account, LinkedIdentity Identity)> CreateAsync(
        IUnitOfWork unit, IdentityToken token, string name, ClientAddress from, CancellationToken cancellationToken)
    {
        var now = dependencies.Clock.GetMicrosecondUtcNow();
        var fullName = SingleSignOnCheck.FullNameOf(token);
        var email = SingleSignOnCheck.VerifiedEmailOf(token);
        var account = new User
        {
            Id = Id<User>.New(),
            Name = name,
            FullName = IsStorable(fullName) ? fullName : "",
            Email = email is not null && IsStorable(email) ? email : null,
            Created = now,
            Updated = now,
        };
        await unit.Users.AddAsync(account, cancellationToken);
        await unit.Access.AddDefaultRoleAsync(account, dependencies.NewAccountRole, cancellationToken);
        await RecordAsync(unit, account, AuditAction.Create, account, from, cancellationToken);
        return (account, await LinkAsync(unit, account, token, from, cancellationToken));
    }

    private static bool IsStorable(string text) => text.Length <= ResourceName.MaximumLength && !VisibleText.HasHidden(text);

    private async Task<LinkedIdentity> LinkAsync(
        IUnitOfWork unit, User account, IdentityToken token, ClientAddress from, CancellationToken cancellationToken)
    {
        var identity = IdentityOf(account, token);
        await unit.Identities.SaveAsync(identity, cancellationToken);
        await RecordAsync(unit, account, AuditAction.Update, AuditedIdentity.Linked(identity), from, cancellationToken);
        return identity;
    }

    private LinkedIdentity IdentityOf(User account, IdentityToken token) =>
        new(new(account.Id, account.Name), token.Issuer, token.Subject) { Created = dependencies.Clock.GetMicrosecondUtcNow() };

    private Task RecordAsync(
        IUnitOfWork unit, User account, AuditAction action, IResource resource, ClientAddress from, CancellationToken cancellationToken) =>
        unit.Audit.AddAsync(
            [AuditEvent.Of(CallerOf(account, from), dependencies.Clock.GetMicrosecondUtcNow(), action, "user", resource)],
            cancellationToken);

    /// <summary>An account as the records of its own login name it.</summary>
    internal static Caller CallerOf(User account, ClientAddress from) =>
        new(account.Id, account.Name, account.IsAdmin) { Address = from.Text };
}
