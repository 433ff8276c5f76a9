using System.Text.RegularExpressions;
using ZenML.Core.Secrets;
using ZenML.SecretsStores.Entries;
using ZenML.SecretsStores.Hashicorp;
using ZenML.Server.Configuration;

namespace ZenML.Server.SecretsStores.Hashicorp;

/// <summary>The settings of Vault and OpenBao.</summary>
internal static partial class HashicorpSettings
{
    private const string Address = "VAULT_ADDR", Token = "VAULT_TOKEN", Namespace = "VAULT_NAMESPACE", AllowHttp = "ALLOW_HTTP";
    private const string MountPoint = "MOUNT_POINT", Prefix = "PREFIX", Method = "AUTH_METHOD", Config = "AUTH_CONFIG";
    private const string CertificateAuthorities = "VAULT_CACERT";

    private const string ServiceAccountToken = "/var/run/secrets/kubernetes.io/serviceaccount/token";

    /// <summary>The kind that chooses it.</summary>
    internal static SecretsStoreKind Kind { get; } = new(
        "hashicorp",
        [
            new Setting(Address, "the address of Vault or OpenBao", "none; required"),
            new Setting(Token, "the token, for the method token", "none"),
            new Setting(Namespace, "the namespace", "the root namespace"),
            new Setting(MountPoint, "where the secrets engine (KV version 2) is mounted", "secret"),
            new Setting(Prefix, "the folder of the server's entries", "zenml"),
            new Setting(AllowHttp, "true to allow an http address of another machine", "false"),
            new Setting(Method, "token, approle, kubernetes or jwt", "token"),
            new Setting(Config, "for other methods than token: JSON with role_id, secret_id, role, jwt, jwt_path, mount", "none"),
        ],
        Read)
    {
        VendorSettings =
        [
            new Setting(
                CertificateAuthorities,
                "a PEM file of certificate authorities to trust for the address of Vault, instead of those of the system",
                "those of the system"),
        ],
    };

    private static SecretsStoreOpener Read(StoreSettings settings)
    {
        var address = settings.Address(Address, settings.Switch(AllowHttp));
        if (address is null && settings.Text(Address) is null)
        {
            settings.Required(Address);
        }

        var options = new HashicorpOptions
        {
            Address = address ?? new Uri("https://127.0.0.1"),
            Login = ReadLogin(settings),
            Namespace = settings.Text(Namespace),
            MountPoint = ReadPath(settings, MountPoint, "secret"),
            Prefix = ReadPath(settings, Prefix, "zenml"),
            CertificateAuthorities = settings.VendorFile(CertificateAuthorities),
        };
        return context => new EntrySecretsStore(new HashicorpEntryStore(options, context.Owner, context.Clock, context.Warn));
    }

    private static HashicorpLogin ReadLogin(StoreSettings settings)
    {
        var method = settings.Choice(Method, "token", "approle", "kubernetes", "jwt");
        if (method == "token")
        {
            settings.Required(Token);
            return HashicorpLogin.With(settings.Secret(Token) ?? "");
        }

        var fields = settings.Fields(Config, "role_id", "secret_id", "role", "jwt", "jwt_path", "mount");
        var mount = (fields.GetValueOrDefault("mount") ?? method).Trim('/');
        return method switch
        {
            "approle" => new HashicorpLogin(HashicorpLoginMethod.AppRole, mount)
            {
                Role = Required("role_id"), SecretId = Required("secret_id"),
            },
            "kubernetes" => new HashicorpLogin(HashicorpLoginMethod.Kubernetes, mount)
            {
                Role = Required("role"),
                Jwt = Sensitive("jwt"),
                JwtFile = fields.GetValueOrDefault("jwt_path") ?? ServiceAccountToken,
            },
            _ => new HashicorpLogin(HashicorpLoginMethod.Jwt, mount)
            {
                Role = Required("role"),
                Jwt = Sensitive("jwt"),
                JwtFile = fields.ContainsKey("jwt") ? null : Required("jwt_path"),
            },
        };

        SensitiveString? Sensitive(string field) => fields.TryGetValue(field, out var text) ? new SensitiveString(text) : null;

        string Required(string field)
        {
            if (!fields.TryGetValue(field, out var text) || text.Length == 0)
            {
                settings.Fail(Config, $"must have '{field}' for the method {method}.");
            }

            return text ?? "";
        }
    }

    private static string ReadPath(StoreSettings settings, string suffix, string otherwise)
    {
        var path = (settings.Text(suffix) ?? otherwise).Trim('/');
        if (!Path().IsMatch(path) || path.Split('/').Any(segment => segment is "." or ".."))
        {
            settings.Fail(suffix, "must be a path of letters, digits, '-', '_' and '.', such as team/zenml.");
        }

        return path;
    }

    [GeneratedRegex(@"\A[A-Za-z0-9_.-]+(/[A-Za-z0-9_.-]+)*\z")]
    private static partial Regex Path();
}
