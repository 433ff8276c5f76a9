using ZenML.Core.Access;
using ZenML.Core.Accounts.Credentials;
using ZenML.Core.Resources;
using ZenML.Core.Secrets;
using ZenML.Protocol.Extensions;

namespace ZenML.Client.Remote.Wire;

/// <summary>Reads what API keys are limited to, which only our own server has.</summary>
internal static class ApiKeyReading
{
    /// <summary>Adds the limits of a key.</summary>
    public static ApiKey WithLimits(ApiKey key, WireValue limits) => key with
    {
        HidesLimits = limits["hidden"].Boolean,
        Limits = ReadLimits(limits),
        Networks = [.. limits[ExtensionPaths.KeyNetworks].Items.Select(network => network.Text)],
        Expires = limits.Find(ExtensionPaths.KeyExpires)?.Time,
        LastUsed = limits.Find("last_used")?.Time,
        LastAddress = limits.Find("last_address")?.Text,
    };

    private static AccessLimits ReadLimits(WireValue limits)
    {
        var read = new AccessLimits
        {
            Role = limits.Find(ExtensionPaths.KeyRole) is { } role
                ? AccessTexts.FindRole(role.Text) ?? throw WireValue.Unexpected("a role")
                : null,
            Workspace = limits.Find(ExtensionPaths.KeyWorkspace) is { } workspace ? new(workspace.Uuid) : null,
            Secrets = limits.Find(ExtensionPaths.KeySecrets)?.Items.Select(id => new Id<Secret>(id.Uuid)).ToHashSet(),
            RolesOnly = limits["roles_only"].Boolean,
        };
        return read.IsNone ? AccessLimits.None : read;
    }
}
