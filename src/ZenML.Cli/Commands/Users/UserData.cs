using ZenML.Cli.Output;
using ZenML.Core.Accounts.SingleSignOn;
using ZenML.Core.Accounts.Users;
using ZenML.Core.Errors;
using ZenML.Core.Stacks.Configurations;

namespace ZenML.Cli.Commands.Users;

/// <summary>Accounts as data for programs. The names and their order are part of the compatibility promise.</summary>
internal static class UserData
{
    /// <summary>Accounts, your own one marked.</summary>
    public static Presentation<User> Present(User current) => new(
        "users", Of,
        [
            new("CURRENT", user => user.Id == current.Id ? "*" : ""),
            new("ID", user => user.Id.ToString(), IsId: true),
            new("NAME", user => user.Name),
            new("ACTIVE", user => user.IsActive ? "yes" : "no"),
            new("FULL_NAME", user => user.FullName),
            new("IS_ADMIN", user => user.IsAdmin ? "yes" : "no"),
        ]);

    /// <summary>One account, with the person at the identity provider to whom it is linked; null if there is none.</summary>
    public static Description Describe(User user, User current, LinkedIdentity? identity)
    {
        if (identity is null)
        {
            return Present(current).Describe(user);
        }

        var described = Present(current).Describe(
            user,
            ("SSO", MessageText.Of($"{identity.Subject} at {identity.Issuer}")),
            ("SSO_LINKED_BY", identity.LinkedBy ?? "the first login"),
            ("SSO_LAST_LOGIN", Optional.Cell(identity.LastLogin)));
        return described with { Document = () => With(Of(user), identity) };
    }

    private static ConfigurationMap With(ConfigurationMap document, LinkedIdentity identity)
    {
        document["sso"] = new ConfigurationMap
        {
            ["issuer"] = identity.Issuer,
            ["subject"] = identity.Subject,
            ["linked_by"] = Optional.Document(identity.LinkedBy),
            ["last_login"] = Optional.Document(identity.LastLogin),
            ["created"] = Times.Text(identity.Created),
        };
        return document;
    }

    private static ConfigurationMap Of(User user) => new()
    {
        ["id"] = user.Id.ToString(),
        ["name"] = user.Name,
        ["full_name"] = user.FullName,
        ["active"] = user.IsActive,
        ["is_admin"] = user.IsAdmin,
        ["created"] = Times.Text(user.Created),
        ["updated"] = Times.Text(user.Updated),
    };
}
