using ZenML.Core.Accounts.Users;
using ZenML.Core.Secrets;
using ZenML.Server.Http.Parsing;

namespace ZenML.Server.Users;

/// <summary>Reads accounts from request bodies.</summary>
internal static class UserRequests
{
    private const int Short = 255;

    // hub_token belongs to a discontinued service. Clients may send it, but it is not stored.
    private static readonly string[] Known =
    [
        "name", "full_name", "email", "email_opted_in", "hub_token", "password", "activation_token", "external_user_id",
        "user_metadata", "is_admin", "active",
    ];

    /// <summary>Reads an account to create. Unlike elsewhere, unknown fields are mistakes.</summary>
    public static NewUser NewUser(RequestBody body)
    {
        foreach (var name in body.Names.Where(name => !Known.Contains(name, StringComparer.Ordinal)))
        {
            body.Report(name, "extra fields not permitted (type=value_error.extra)");
        }

        var user = new NewUser(body.RequiredText("name", Short), body.RequiredBoolean("is_admin"))
        {
            FullName = body.Text("full_name", Short) ?? "",
            Password = Secret(body, "password"),
            Email = body.Text("email", Short),
            EmailOptedIn = body.Boolean("email_opted_in"),
            ExternalUserId = body.Id<User>("external_user_id")?.Value,
            Metadata = body.Map("user_metadata"),
        };
        ReadUnused(body);
        body.Boolean("active");
        CheckMail(body, user.Email, user.EmailOptedIn);
        return user;
    }

    /// <summary>Reads a change to an account.</summary>
    /// <param name="body">The request.</param>
    /// <param name="ofOthers">Whether to read the fields that only administrators may set.</param>
    public static UserUpdate Update(RequestBody body, bool ofOthers)
    {
        var update = new UserUpdate
        {
            Name = body.Text("name", Short),
            FullName = body.Text("full_name", Short),
            IsAdmin = ofOthers ? body.Boolean("is_admin") : null,
            IsActive = ofOthers ? body.Boolean("active") : null,
            Password = Secret(body, "password"),
            OldPassword = Secret(body, "old_password"),
            Email = body.Text("email", Short),
            EmailOptedIn = body.Boolean("email_opted_in"),
            ExternalUserId = body.Id<User>("external_user_id")?.Value,
            Metadata = body.Map("user_metadata"),
        };
        ReadUnused(body);
        CheckMail(body, update.Email, update.EmailOptedIn);
        return update;
    }

    /// <summary>Returns sensitive text; null if the field is absent or null.</summary>
    public static SensitiveString? Secret(RequestBody body, string name) =>
        body.Text(name, Short) is { } text ? new SensitiveString(text) : null;

    private static void ReadUnused(RequestBody body) => body.Text("hub_token", Short);

    private static void CheckMail(RequestBody body, string? email, bool? optedIn)
    {
        if (optedIn == true && string.IsNullOrEmpty(email))
        {
            body.Report("__root__", "Please give an email address to opt in with it. (type=value_error)");
        }
    }
}
