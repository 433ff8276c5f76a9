using ZenML.Core.Accounts.Credentials;
using ZenML.Core.Accounts.Devices;
using ZenML.Core.Accounts.Trusts;
using ZenML.Core.Accounts.Users;
using ZenML.Core.Resources;
using ZenML.Core.Workspaces;

namespace ZenML.Core.Accounts.Tokens;

/// <summary>A valid access token, without its text, which no server stores.</summary>
public sealed record IssuedToken : IResource
{
    /// <summary>The id: that of the session for the token of a login, its own for a token that was issued for a program.</summary>
    public required Id<IssuedToken> Id { get; init; }

    /// <summary>The account.</summary>
    public required ResourceReference<User> Account { get; init; }

    /// <summary>How the session was opened.</summary>
    public required SessionOrigin Origin { get; init; }

    /// <summary>Whether it was issued for a program, from the token of a login.</summary>
    public bool IsDerived { get; init; }

    /// <summary>The API key that the session was opened with; null for none.</summary>
    public ResourceReference<ApiKey>? ApiKey { get; init; }

    /// <summary>The trust that the session was opened by; null for none.</summary>
    public ResourceReference<Trust>? Trust { get; init; }

    /// <summary>The device that has it; null for none.</summary>
    public Id<Device>? Device { get; init; }

    /// <summary>The name of the host of the device; null if unknown.</summary>
    public string? HostName { get; init; }

    /// <summary>The pipeline that it was issued for; null for none.</summary>
    public Guid? PipelineId { get; init; }

    /// <summary>When it expires, if nothing ends it earlier.</summary>
    public required DateTimeOffset Expires { get; init; }

    /// <summary>When it was last used, to about a minute; null if not yet.</summary>
    public DateTimeOffset? LastUsed { get; init; }

    /// <summary>The network address from which it was last used, or else issued; null if unknown.</summary>
    public string? Address { get; init; }

    /// <summary>Whether it is the token of the request that lists it.</summary>
    public bool IsCurrent { get; init; }

    /// <summary>When it was issued, UTC, to the microsecond.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>The same as <see cref="Created"/>.</summary>
    public DateTimeOffset Updated => Created;

    Guid IResource.Uuid => Id.Value;

    string IResource.DisplayName => Account.Name;

    Id<Workspace>? IResource.WorkspaceId => null;
}
