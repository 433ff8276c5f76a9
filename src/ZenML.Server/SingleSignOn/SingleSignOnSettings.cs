using ZenML.Core.Accounts.SingleSignOn;
using ZenML.Core.Accounts.Trusts;
using ZenML.Core.Resources;
using ZenML.Core.Text;
using ZenML.Server.Configuration;

namespace ZenML.Server.SingleSignOn;

/// <summary>The settings of single sign-on and of password logins.</summary>
internal static class SingleSignOnSettings
{
    /// <summary>The address of the identity provider.</summary>
    public const string Issuer = "ZENML_SERVER_SSO_ISSUER";

    /// <summary>The id of the server as a client of the provider.</summary>
    public const string ClientId = "ZENML_SERVER_SSO_CLIENT_ID";

    /// <summary>The secret of the client.</summary>
    public const string ClientSecret = "ZENML_SERVER_SSO_CLIENT_SECRET";

    /// <summary>What the server calls the provider.</summary>
    public const string Name = "ZENML_SERVER_SSO_NAME";

    /// <summary>The claim with the name of an account.</summary>
    public const string NameClaim = "ZENML_SERVER_SSO_NAME_CLAIM";

    /// <summary>Which groups of the provider decide about which groups of the server.</summary>
    public const string Groups = "ZENML_SERVER_SSO_GROUPS";

    /// <summary>The group of the provider whose members are administrators.</summary>
    public const string AdministratorGroup = "ZENML_SERVER_SSO_ADMIN_GROUP";

    /// <summary>The group of the provider whose members alone can log in.</summary>
    public const string RequiredGroup = "ZENML_SERVER_SSO_REQUIRED_GROUP";

    /// <summary>What happens at a first login.</summary>
    public const string Accounts = "ZENML_SERVER_SSO_ACCOUNTS";

    /// <summary>Whether a first login links the account of the same name.</summary>
    public const string Link = "ZENML_SERVER_SSO_LINK";

    /// <summary>Who can log in with a password.</summary>
    public const string PasswordLoginName = "ZENML_SERVER_PASSWORD_LOGIN";

    private const int LongestText = 255;

    private const int LongestName = 64;

    private const int MostGroups = 500;

    private static readonly DefaultedSetting Scopes = new(
        "ZENML_SERVER_SSO_SCOPES", "the scopes to ask the identity provider for, separated by spaces", "openid profile email");

    private static readonly DefaultedSetting GroupsClaim = new(
        "ZENML_SERVER_SSO_GROUPS_CLAIM", "the claim of ID tokens with the groups of a person", "groups");

    /// <summary>All of them, in display order.</summary>
    public static IReadOnlyList<Setting> All { get; } =
    [
        new(
            Issuer,
            "the address of the identity provider that people log in with: https, or http on a loopback address",
            "none; no single sign-on"),
        new(ClientId, "the id of this server as a client of the identity provider", "none; single sign-on needs it"),
        new(ClientSecret, "the secret of that client, which only the server's own page uses", "none; a public client with PKCE"),
        Scopes.Description,
        new(Name, "what the button of the server's page calls the identity provider", "the host name of the issuer"),
        new(
            NameClaim,
            "the claim of ID tokens with the name of an account, at the first login; email counts only if it is verified",
            "preferred_username, or else email"),
        GroupsClaim.Description,
        new(
            Groups,
            "which groups of the identity provider are which groups of this server: claim-group=group, separated by semicolons; "
                + "memberships are set at each login",
            "none"),
        new(AdministratorGroup, "the group of the identity provider whose members are administrators", "none; it makes nobody one"),
        new(RequiredGroup, "the group of the identity provider whose members alone can log in", "none; everyone with an account"),
        new(
            Accounts,
            "what happens at a first login: existing, only linked accounts can log in, or create, an account is created",
            "existing"),
        new(
            Link,
            "whether a first login takes over the account of the same name, except of administrators: none, or name, if nobody can "
                + "choose their name at the identity provider",
            "none; administrators link accounts"),
        new(PasswordLoginName, "who can log in with a password: on, everyone, administrators, or off, nobody", "on"),
    ];

    /// <summary>Reads who can log in with a password.</summary>
    public static PasswordLogin ReadPasswordLogin(SettingsReader reader) =>
        reader.Choice(PasswordLoginName, PasswordLogins.Words) switch
        {
            PasswordLogins.Off => PasswordLogin.Off,
            PasswordLogins.Administrators => PasswordLogin.Administrators,
            _ => PasswordLogin.On,
        };

    /// <summary>Reads the identity provider.</summary>
    /// <returns>Null if there is none.</returns>
    public static SingleSignOnOptions? Read(SettingsReader reader)
    {
        var (accounts, link) = (reader.Choice(Accounts, "existing", "create"), reader.Choice(Link, "none", "name"));
        if (reader.Text(Issuer) is not { } issuer)
        {
            foreach (var name in All.Select(setting => setting.Name))
            {
                if (name != PasswordLoginName && reader.Text(name) is not null)
                {
                    reader.Report(name, $"has no effect without {Issuer}.");
                }
            }

            return null;
        }

        if (IssuerAddress.FindProblem(issuer) is { } problem)
        {
            reader.Report(Issuer, problem);
        }

        if (reader.Text(ClientId) is null)
        {
            reader.Report(ClientId, $"is required with {Issuer}.");
        }

        var rules = new SingleSignOnRules(issuer, Visible(reader, ClientId) ?? "")
        {
            NameClaim = Visible(reader, NameClaim),
            GroupsClaim = Visible(reader, GroupsClaim.Name) ?? GroupsClaim.Default,
            Groups = ReadGroups(reader),
            AdministratorGroup = Visible(reader, AdministratorGroup),
            RequiredGroup = Visible(reader, RequiredGroup),
            CreatesAccounts = accounts == "create",
            LinksByName = link == "name",
        };
        return new SingleSignOnOptions(rules, ReadScopes(reader), ReadName(reader, issuer))
        {
            ClientSecret = reader.Secret(ClientSecret, minimumLength: 1),
        };
    }

    /// <summary>Checks them together with other settings.</summary>
    public static void CheckTogether(ServerOptions options, SettingsReader reader)
    {
        if (options is { SingleSignOn: not null, EmptyPasswordRequested: true })
        {
            reader.Report(SettingNames.AllowEmptyPassword, $"is set together with {Issuer}. Remove it.");
        }

        if (options.SingleSignOn is null && options.ConfiguredPasswordLogin != PasswordLogin.On && reader.IsFreeOf(Issuer))
        {
            reader.Report(PasswordLoginName, $"must be on without {Issuer}.");
        }
    }

    private static string ReadScopes(SettingsReader reader)
    {
        var scopes = reader.Text(Scopes).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (!scopes.Contains("openid") || scopes.Any(scope => scope.Any(character => character is <= ' ' or > '~' or '"' or '\\')))
        {
            reader.Report(Scopes.Name, "must be scopes with openid among them, separated by spaces.");
        }

        return string.Join(' ', scopes);
    }

    private static string ReadName(SettingsReader reader, string issuer)
    {
        var name = Visible(reader, Name);
        if (name?.Length > LongestName)
        {
            reader.Report(Name, "can have at most 64 characters.");
        }

        return name ?? (Uri.TryCreate(issuer, UriKind.Absolute, out var address) ? address.Host : issuer);
    }

    private static string? Visible(SettingsReader reader, string name)
    {
        var text = reader.Text(name)?.Trim();
        if (text is { Length: 0 or > LongestText } || (text is not null && VisibleText.HasHidden(text)))
        {
            reader.Report(name, "must be 1 to 255 visible characters.");
        }

        return text;
    }

    /// <remarks>Groups of directories can have equals signs in their names, those of this server hardly do: the last one counts.</remarks>
    private static List<MappedGroup> ReadGroups(SettingsReader reader)
    {
        var groups = new List<MappedGroup>();
        var texts = (reader.Text(Groups) ?? "").Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        foreach (var text in texts)
        {
            if (text.LastIndexOf('=') is var at and > 0 && at < text.Length - 1)
            {
                var mapped = new MappedGroup(text[..at].TrimEnd(), text[(at + 1)..].TrimStart());
                reader.Check(Groups, () => ResourceName.CheckAccount("group", mapped.Group));
                groups.Add(mapped);
            }
            else
            {
                reader.Report(Groups, "must be pairs such as data-team=ml;platform=ops: a group of the provider, =, one of this server.");
            }
        }

        if (groups.Count > MostGroups)
        {
            reader.Report(Groups, "can have at most 500 pairs.");
        }

        return groups;
    }
}
