using ZenML.Core.Access;
using ZenML.Core.Accounts.Users;
using ZenML.Core.Errors;
using ZenML.Core.Persistence;
using ZenML.Core.Resources;
using ZenML.Core.Secrets;
using ZenML.Core.Text;
using ZenML.Core.Workspaces;

namespace ZenML.Core.Accounts.Credentials;

/// <summary>Who can create and change API keys, and what a key can be limited to.</summary>
/// <remarks>
/// A key gives access to the private data of its service account, so only administrators can create every key. Owners of a workspace
/// can create keys for that workspace which use only the roles of the account. Sessions of the account itself can create none: a key
/// that was created with a leaked key would survive the rotation of the leaked one.
/// </remarks>
internal sealed class ApiKeyRules(Caller caller, ServiceDependencies dependencies)
{
    private const int MostSecrets = 100;

    private const int MostNetworks = 50;

    private const string CreateKeys = "create API keys for service accounts";

    private const string ChangeKeys = "change the API keys of service accounts";

    /// <summary>How much later than allowed an expiry can be, because the clock of a client may be ahead.</summary>
    private static readonly TimeSpan ClockDifference = TimeSpan.FromMinutes(5);

    private bool OwnsWorkspaces => caller.Access.Everywhere == Role.Owner || caller.Access.InWorkspaces.Values.Contains(Role.Owner);

    /// <summary>Throws unless the caller can create a key with these limits.</summary>
    /// <returns>The limits that the key gets.</returns>
    public AccessLimits RequireCanCreate(AccessLimits limits)
    {
        if (caller.IsAdmin)
        {
            Permission.RequirePersonalSession(caller, CreateKeys);
            return limits;
        }

        if (!OwnsWorkspaces)
        {
            Permission.RequireAdmin(caller, CreateKeys);
        }

        if (!IsOwner(limits.Workspace))
        {
            throw new ZenException(
                ErrorCode.NotAllowed,
                "Owners of a workspace can create only API keys that are limited to that workspace. Limit the key to one of yours.");
        }

        Permission.RequirePasswordSession(caller, CreateKeys);
        return limits with { RolesOnly = true };
    }

    /// <summary>Throws unless the caller can replace a key by a new one.</summary>
    public void RequireCanRotate(ApiKey key)
    {
        if (!caller.IsAdmin && IsOwnersKey(key))
        {
            Permission.RequirePasswordSession(caller, CreateKeys);
            return;
        }

        Permission.RequireAdmin(caller, CreateKeys);
        Permission.RequirePersonalSession(caller, CreateKeys);
    }

    /// <summary>Throws unless the caller can change keys of a service account, whichever they are.</summary>
    public void RequireCanChangeSome(Id<User> serviceAccount)
    {
        if (!IsUnlimitedSelf(serviceAccount) && !OwnsWorkspaces)
        {
            Permission.RequireAdmin(caller, ChangeKeys);
        }
    }

    /// <summary>Throws unless the caller can change or delete a key.</summary>
    public void RequireCanChange(ApiKey key)
    {
        if (!IsUnlimitedSelf(key.ServiceAccount) && !IsOwnersKey(key))
        {
            Permission.RequireAdmin(caller, ChangeKeys);
        }
    }

    /// <summary>Returns a key as the caller sees it: the limits name workspaces and secrets, which not everyone sees.</summary>
    public ApiKey Show(ApiKey key) =>
        caller.IsAdmin || IsUnlimitedSelf(key.ServiceAccount) || IsOwner(key.Limits.Workspace)
            ? key
            : key with { Limits = AccessLimits.None, Networks = [], LastAddress = null, HidesLimits = true };

    /// <summary>Checks that the workspace and the secrets of limits exist for the caller.</summary>
    public async Task CheckAsync(IUnitOfWork unit, AccessLimits limits, CancellationToken cancellationToken)
    {
        if (limits.Workspace is { } workspace && await unit.Workspaces.FindByIdAsync(workspace.Value, cancellationToken) is null)
        {
            throw new ZenException(ErrorCode.NotFound, $"There is no workspace with the id {workspace}.");
        }

        if (limits.Secrets is { Count: 0 or > MostSecrets })
        {
            throw new ZenException(ErrorCode.InvalidArgument, $"An API key can be limited to 1 to {MostSecrets} secrets.");
        }

        var visible = new VisibleSecrets(caller, dependencies.Clock);
        foreach (var id in limits.Secrets ?? new HashSet<Id<Secret>>())
        {
            var secret = await visible.RequireAsync(unit, id, SecretRights.Describe, cancellationToken);
            if (limits.Workspace is { } only && secret.Workspace.Id != only)
            {
                throw new ZenException(
                    ErrorCode.InvalidArgument,
                    $"The secret '{secret.Name.Value}' is in another workspace than the one that the API key is limited to.");
            }
        }
    }

    /// <summary>Returns networks in the form in which they are stored.</summary>
    public IReadOnlyList<string> CheckNetworks(IReadOnlyList<string> networks)
    {
        if (networks.Count > MostNetworks)
        {
            throw new ZenException(ErrorCode.InvalidArgument, $"An API key can be limited to at most {MostNetworks} networks.");
        }

        return
        [
            .. networks.Select(text => dependencies.Networks.TryNormalize(text) ?? throw new ZenException(
                ErrorCode.InvalidArgument,
                $"'{text}' is not a network. Use an address with the length of its prefix, such as 10.0.0.0/8 or 2001:db8::/32, or one "
                    + $"address.")).Distinct(StringComparer.Ordinal),
        ];
    }

    /// <summary>Returns when a new key expires.</summary>
    /// <param name="asked">When it should expire; null for the latest time allowed.</param>
    /// <param name="now">The time.</param>
    public DateTimeOffset? CheckExpiry(DateTimeOffset? asked, DateTimeOffset now) => CheckExpiry(asked, now, now);

    /// <summary>Returns when a key expires after an update.</summary>
    public DateTimeOffset? CheckExpiry(ApiKeyLimitsUpdate update, ApiKey current, DateTimeOffset now) => update switch
    {
        { NeverExpires: true } => dependencies.LongestApiKeyLifetime is { } longest ? throw TooLate(longest) : null,
        { Expires: null } => current.Expires,
        { Expires: var asked } when now < asked && asked <= current.Expires => asked,
        _ => CheckExpiry(update.Expires, current.Expires is null ? now : current.Issued, now),
    };

    private static ZenException TooLate(TimeSpan longest) => new(
        ErrorCode.InvalidArgument,
        $"API keys of this server are valid for at most {Number.Of((long)longest.TotalDays, "day")}. Choose an earlier expiry, or rotate "
            + $"the key.");

    private DateTimeOffset? CheckExpiry(DateTimeOffset? asked, DateTimeOffset start, DateTimeOffset now)
    {
        if (asked <= now)
        {
            throw new ZenException(
                ErrorCode.InvalidArgument, "An API key must expire in the future. To end it now, deactivate or delete it.");
        }

        if (dependencies.LongestApiKeyLifetime is not { } longest)
        {
            return asked;
        }

        var latest = start + longest;
        return asked > latest + ClockDifference ? throw TooLate(longest) : asked < latest ? asked : latest;
    }

    private bool IsOwner(Id<Workspace>? workspace) => workspace is { } some && caller.Access.In(some) == Role.Owner;

    /// <summary>Whether a key is one that an owner of its workspace, such as the caller, could have created.</summary>
    private bool IsOwnersKey(ApiKey key) => key.Limits.RolesOnly && IsOwner(key.Limits.Workspace);

    /// <remarks>A key with limits must not end the other keys of its account.</remarks>
    private bool IsUnlimitedSelf(Id<User> serviceAccount) =>
        Permission.IsSelf(caller, serviceAccount) && caller.Access.Limits is null;
}
