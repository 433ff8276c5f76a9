using ZenML.Core.Accounts.Users;
using ZenML.Protocol.Users;

namespace ZenML.Server.Users;

/// <summary>Converts users to their wire form.</summary>
internal static class UserWire
{
    /// <summary>Converts an account as others see it.</summary>
    public static UserResource ToWire(this User user, bool hydrate) => new()
    {
        Id = user.Id.Value,
        Name = user.Name,
        Body = new UserBody
        {
            Created = user.Created,
            Updated = user.Updated,
            Active = user.IsActive,
            FullName = user.FullName,
            EmailOptedIn = user.EmailOptedIn,
            IsServiceAccount = user.IsServiceAccount,
            IsAdmin = user.IsAdmin,
        },
        Metadata = hydrate ? new UserMetadata { ExternalUserId = user.ExternalUserId, Values = user.Metadata } : null,
    };

    /// <summary>Converts an account as its owner sees it.</summary>
    public static UserResource ToOwnWire(this User user)
    {
        var wire = user.ToWire(hydrate: true);
        return wire with { Metadata = wire.Metadata! with { Email = user.Email } };
    }

    /// <summary>Converts an account with its activation token, which is returned only once.</summary>
    public static UserResource ToWire(this UserWithToken user)
    {
        var wire = user.User.ToWire(hydrate: true);
        return wire with { Body = wire.Body with { ActivationToken = user.ActivationToken?.Reveal() } };
    }
}
