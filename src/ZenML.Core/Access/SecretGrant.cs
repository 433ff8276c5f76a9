using ZenML.Core.Accounts.Users;
using ZenML.Core.Resources;
using ZenML.Core.Secrets;

namespace ZenML.Core.Access;

/// <summary>A right on one secret that an account or a group was given. A holder has at most one for each secret.</summary>
public sealed record SecretGrant
{
    /// <summary>The secret.</summary>
    public required Id<Secret> Secret { get; init; }

    /// <summary>Who has the right.</summary>
    public required AccessHolder Holder { get; init; }

    /// <summary>The name of the holder, for output. Ignored when it is written.</summary>
    public string HolderName { get; init; } = "";

    /// <summary>Whether the holder is a service account. Ignored when it is written.</summary>
    public bool IsServiceAccount { get; init; }

    /// <summary>The right.</summary>
    public required SecretRight Right { get; init; }

    /// <summary>When it ends, UTC, to the microsecond; null for never.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Who granted it.</summary>
    public required Id<User> GrantedBy { get; init; }

    /// <summary>When it was granted, UTC, to the microsecond.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>Whether it has not ended yet.</summary>
    /// <param name="now">The time, UTC.</param>
    public bool IsValidAt(DateTimeOffset now) => Until is not { } until || now < until;
}
