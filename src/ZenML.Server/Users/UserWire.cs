using ZenML.Contracts.Users;
using ZenML.Core.Users;

namespace ZenML.Server.Users;

/// <summary>Accounts as they travel.</summary>
internal static class UserWire
{
    /// <summary>The account as others see it.</summary>
    public static UserResource ToWire(this User user, bool hydrate) => new()
    {
        Id = user.Id.Value,
        Name = user.Name,
        Body = new UserBody { Created = user.Created, Updated = user.Updated, Active = user.IsActive, FullName = user.FullName, IsAdmin = user.IsAdmin },
        Metadata = hydrate ? new UserMetadata() : null,
    };
}
