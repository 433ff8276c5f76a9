using ZenML.Core.Secrets;
using ZenML.Protocol.Extensions;
using ZenML.Protocol.Secrets;
using ZenML.Protocol.Vocabulary;
using ZenML.Server.Http.Directories;

namespace ZenML.Server.Secrets;

/// <summary>Converts secrets to their wire form.</summary>
internal static class SecretWire
{
    /// <summary>Converts a secret; for lists, without values.</summary>
    public static SecretResource ToWire(this SecretInfo secret, SecretValues? values, NamedLoader named, bool hydrate) => new()
    {
        Id = secret.Id.Value,
        Name = secret.ReferenceName,
        Body = new SecretBody
        {
            Created = secret.Created,
            Updated = secret.Updated,
            User = named.Find(secret.User),
            Scope = WireWords.Scopes.Of(secret.Scope),
            Description = secret.Details.Description,
            Tags = TagsOf(secret),
            Expires = secret.Details.Expires,
            PlainKeys = PlainKeysOf(secret),
            Restricted = secret.IsRestricted,
            Shared = secret.IsShared,
            Values = values ?? new(),
        },
        Metadata = hydrate ? new SecretMetadata { Workspace = named.Find(secret.Workspace) } : null,
    };

    /// <summary>Converts a secret with key names and versions, and with values if they are passed.</summary>
    public static SecretInfoResource ToInfo(this SecretInfo secret, NamedLoader named, bool hydrate, SecretValues? values = null) => new()
    {
        Id = secret.Id.Value,
        Name = secret.ReferenceName,
        Body = new SecretInfoBody
        {
            Created = secret.Created,
            Updated = secret.Updated,
            User = named.Find(secret.User),
            Scope = WireWords.Scopes.Of(secret.Scope),
            Keys = secret.Keys,
            Version = secret.Version,
            ValuesVersion = secret.ValuesVersion,
            KeepVersions = secret.KeepVersions,
            Description = secret.Details.Description,
            Tags = TagsOf(secret),
            Expires = secret.Details.Expires,
            PlainKeys = PlainKeysOf(secret),
            Restricted = secret.IsRestricted,
            Shared = secret.IsShared,
            Values = values,
        },
        Metadata = hydrate ? new SecretMetadata { Workspace = named.Find(secret.Workspace) } : null,
    };

    private static IReadOnlyDictionary<string, string>? TagsOf(SecretInfo secret) =>
        secret.Details.Tags.Count == 0 ? null : secret.Details.Tags;

    private static IReadOnlyList<string>? PlainKeysOf(SecretInfo secret) =>
        secret.Details.PlainKeys.Count == 0 ? null : secret.Details.PlainKeys;
}
