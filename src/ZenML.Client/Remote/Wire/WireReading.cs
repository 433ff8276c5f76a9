using ZenML.Core.Accounts.Credentials;
using ZenML.Core.Accounts.Devices;
using ZenML.Core.Accounts.Users;
using ZenML.Core.Errors;
using ZenML.Core.Resources;
using ZenML.Core.Secrets;
using ZenML.Core.Secrets.Details;
using ZenML.Core.Stacks.Components;
using ZenML.Core.Stacks.Configurations;
using ZenML.Core.Stacks.Flavors;
using ZenML.Core.Workspaces;
using ZenML.Formats;
using ZenML.Protocol.Extensions;
using ZenML.Protocol.Vocabulary;

namespace ZenML.Client.Remote.Wire;

/// <summary>Reads resources from a server's responses.</summary>
internal static class WireReading
{
    public static Workspace ReadWorkspace(WireValue value) => new()
    {
        Id = new(value["id"].Uuid),
        Name = value["name"].Text,
        Description = value.Find("metadata")?.Find("description")?.Text ?? "",
        Created = value["body"]["created"].Time,
        Updated = value["body"]["updated"].Time,
    };

    public static User ReadUser(WireValue value)
    {
        var body = value["body"];
        var metadata = value.Find("metadata");
        return new User
        {
            Id = new(value["id"].Uuid),
            Name = value["name"].Text,
            FullName = body.Find("full_name")?.Text ?? "",
            IsActive = body.Find("active")?.Boolean ?? true,
            IsAdmin = body.Find("is_admin")?.Boolean ?? false,
            IsServiceAccount = body.Find("is_service_account")?.Boolean ?? false,
            Email = metadata?.Find("email")?.Text,
            EmailOptedIn = body.Find("email_opted_in")?.Boolean,
            ExternalUserId = metadata?.Find("external_user_id")?.Uuid,
            Metadata = metadata?.Find("user_metadata")?.Configuration as ConfigurationMap ?? new ConfigurationMap(),
            Created = body["created"].Time,
            Updated = body["updated"].Time,
        };
    }

    public static User ReadServiceAccount(WireValue value) => new()
    {
        Id = new(value["id"].Uuid),
        Name = value["name"].Text,
        IsActive = value["body"].Find("active")?.Boolean ?? true,
        IsServiceAccount = true,
        Description = value.Find("metadata")?.Find("description")?.Text ?? "",
        Created = value["body"]["created"].Time,
        Updated = value["body"]["updated"].Time,
    };

    /// <summary>Reads an API key without its secret part.</summary>
    public static ApiKey ReadApiKey(WireValue value)
    {
        var body = value["body"];
        var metadata = value.Find("metadata");
        return new ApiKey
        {
            Id = new(value["id"].Uuid),
            Name = value["name"].Text,
            Description = metadata?.Find("description")?.Text ?? "",
            ServiceAccount = new(body["service_account"]["id"].Uuid),
            IsActive = body.Find("active")?.Boolean ?? true,
            RetainPeriodMinutes = metadata?.Find("retain_period_minutes")?.Integer ?? 0,
            LastLogin = metadata?.Find("last_login")?.Time,
            LastRotated = metadata?.Find("last_rotated")?.Time,
            Created = body["created"].Time,
            Updated = body["updated"].Time,
        };
    }

    public static Device ReadDevice(WireValue value)
    {
        var body = value["body"];
        var metadata = value.Find("metadata");
        return new Device
        {
            Id = new(value["id"].Uuid),
            ClientId = body["client_id"].Uuid,
            User = body.Find("user") is { } user ? new(user["id"].Uuid) : null,
            Status = WireWords.DeviceStatuses.Find(body["status"].Text) ?? DeviceStatus.Locked,
            Expires = body.Find("expires")?.Time,
            IsTrusted = body.Find("trusted_device")?.Boolean ?? false,
            FailedAttempts = metadata?.Find("failed_auth_attempts")?.Integer ?? 0,
            LastLogin = metadata?.Find("last_login")?.Time,
            Description = new DeviceDescription
            {
                Os = body.Find("os")?.Text,
                HostName = body.Find("hostname")?.Text,
                Address = body.Find("ip_address")?.Text,
                PythonVersion = metadata?.Find("python_version")?.Text,
                ZenmlVersion = metadata?.Find("zenml_version")?.Text,
            },
            Created = body["created"].Time,
            Updated = body["updated"].Time,
        };
    }

    /// <summary>Reads a secret without its values. For what ZenML's API does not return, see the return value.</summary>
    /// <param name="value">The secret, from our extension or from ZenML's API.</param>
    /// <returns>
    /// The secret. From ZenML's API, its keys are those of its values, which lists do not have, and its version is 0, for unknown.
    /// </returns>
    public static SecretInfo ReadSecretInfo(WireValue value)
    {
        var body = value["body"];
        var version = body.Find("version")?.Integer ?? 0;
        var isShared = body.Find(ExtensionPaths.Shared)?.Boolean ?? false;
        return new SecretInfo
        {
            Id = new(value["id"].Uuid),
            Name = SecretName.Existing(isShared ? ReadSharedName(value) : value["name"].Text),
            Scope = ReadScope(body["scope"]),
            Workspace = ReadNamed<Workspace>(value["metadata"]["workspace"]),
            User = body.Find("user") is { } user ? ReadNamed<User>(user) : new(new(Guid.Empty), ""),
            Created = body["created"].Time,
            Updated = body["updated"].Time,
            Version = version,
            ValuesVersion = body.Find("values_version")?.Integer ?? version,
            Keys = body.Find("keys") is { } keys
                ? [.. keys.Items.Select(key => key.Text)]
                : [.. body["values"].Entries.Select(entry => entry.Key)],
            KeepVersions = body.Find(ExtensionPaths.KeepVersions) is { } kept ? ReadSmall(kept) : null,
            Details = ReadDetails(body),
            IsRestricted = body.Find(ExtensionPaths.Restricted)?.Boolean ?? false,
            IsShared = isShared,
        };
    }

    /// <summary>Reads the name that a shared secret has for its owner.</summary>
    private static string ReadSharedName(WireValue value)
    {
        var owner = $"{value["body"]["user"]["name"].Text}/";
        var name = value["name"].Text;
        return name.StartsWith(owner, StringComparison.Ordinal) ? name[owner.Length..] : throw WireValue.Unexpected("owner/name");
    }

    private static SecretDetails ReadDetails(WireValue body) =>
        (body.Find(ExtensionPaths.Description), body.Find(ExtensionPaths.Tags), body.Find(ExtensionPaths.Expires),
            body.Find(ExtensionPaths.PlainKeys)) switch
        {
            (null, null, null, null) => SecretDetails.None,
            var (description, tags, expires, plainKeys) => new SecretDetails
            {
                Description = description?.Text,
                Tags = tags?.Entries.ToDictionary(tag => tag.Key, tag => tag.Value.Text, StringComparer.Ordinal) ?? [],
                Expires = expires?.Time,
                PlainKeys = plainKeys?.Items.Select(key => key.Text).ToArray() ?? [],
            },
        };

    /// <summary>Reads a number that is not negative and fits into 32 bits.</summary>
    public static int ReadSmall(WireValue value) =>
        value.Integer is >= 0 and <= int.MaxValue and var number ? (int)number : throw WireValue.Unexpected("a small number");

    public static Secret ReadSecret(WireValue value) =>
        new(ReadSecretInfo(value), new SecretValues(value["body"]["values"].Entries.Select(
            entry => KeyValuePair.Create(entry.Key, new SensitiveString(entry.Value.Text)))));

    /// <summary>Reads a component. All values of its configuration are in the clear.</summary>
    public static Component ReadComponent(WireValue value)
    {
        var (body, metadata) = (value["body"], value["metadata"]);
        return new Component
        {
            Id = new(value["id"].Uuid),
            Name = value["name"].Text,
            Type = ReadType(body["type"]),
            Flavor = body["flavor"].Text,
            Configuration = metadata["configuration"].Configuration as ConfigurationMap ?? new ConfigurationMap(),
            Labels = new OrderedDictionary<string, string>(metadata.Find("labels")?.Entries.Select(ReadLabel) ?? []),
            HasLabels = metadata.Find("labels") is not null,
            Workspace = ReadNamed<Workspace>(metadata["workspace"]),
            User = body.Find("user") is { } user ? ReadNamed<User>(user) : null,
            Created = body["created"].Time,
            Updated = body["updated"].Time,
        };
    }

    /// <summary>Reads a component in a stack, without its configuration.</summary>
    public static Component ReadBareComponent(WireValue value, ResourceReference<Workspace> workspace)
    {
        var body = value["body"];
        return new Component
        {
            Id = new(value["id"].Uuid),
            Name = value["name"].Text,
            Type = ReadType(body["type"]),
            Flavor = body["flavor"].Text,
            Configuration = new ConfigurationMap(),
            Workspace = workspace,
            User = body.Find("user") is { } user ? ReadNamed<User>(user) : null,
            Created = body["created"].Time,
            Updated = body["updated"].Time,
        };
    }

    public static Flavor ReadFlavor(WireValue value)
    {
        var (body, metadata) = (value["body"], value["metadata"]);
        var schema = metadata["config_schema"].Configuration as ConfigurationMap ?? new ConfigurationMap();
        return new Flavor
        {
            Id = new(value["id"].Uuid),
            Definition = new FlavorDefinition
            {
                Name = value["name"].Text,
                Type = ReadType(body["type"]),
                Source = metadata.Find("source")?.Text ?? "",
                Integration = body.Find("integration")?.Text,
                IsCustom = metadata.Find("is_custom")?.Boolean ?? true,
                ConnectorType = metadata.Find("connector_type")?.Text,
                ConnectorResourceType = metadata.Find("connector_resource_type")?.Text,
                ConnectorResourceIdAttribute = metadata.Find("connector_resource_id_attr")?.Text,
                Schema = FlavorJsonSchema.Read(schema),
                JsonSchema = schema,
                LogoUrl = body.Find("logo_url")?.Text,
                DocsUrl = metadata.Find("docs_url")?.Text,
                SdkDocsUrl = metadata.Find("sdk_docs_url")?.Text,
            },
            Workspace = metadata.Find("workspace") is { } workspace ? ReadNamed<Workspace>(workspace) : null,
            User = body.Find("user") is { } user ? ReadNamed<User>(user) : null,
            Created = body["created"].Time,
            Updated = body["updated"].Time,
        };
    }

    private static KeyValuePair<string, string> ReadLabel(KeyValuePair<string, WireValue> label) => KeyValuePair.Create(
        label.Key, label.Value.IsText ? label.Value.Text : ConfigurationJson.Write(label.Value.Configuration));

    public static ResourceReference<TResource> ReadNamed<TResource>(WireValue value) => new(new(value["id"].Uuid), value["name"].Text);

    public static SecretScope ReadScope(WireValue value) =>
        WireWords.Scopes.Find(value.Text) ?? throw WireValue.Unexpected("a scope");

    private static ComponentType ReadType(WireValue value) => ComponentTypes.TryParse(value.Text, out var type)
        ? type
        : throw new ZenException(ErrorCode.StoreUnavailable, "The server has a component of a type that this version does not support.");
}
