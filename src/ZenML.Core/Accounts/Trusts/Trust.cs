using ZenML.Core.Access;
using ZenML.Core.Accounts.Users;
using ZenML.Core.Resources;
using ZenML.Core.Workspaces;

namespace ZenML.Core.Accounts.Trusts;

/// <summary>
/// Lets programs log in as a service account with identity tokens of an issuer, such as the one of a CI system. No key is
/// stored anywhere.
/// </summary>
public sealed record Trust : IResource
{
    /// <summary>The id.</summary>
    public required Id<Trust> Id { get; init; }

    /// <summary>The name, unique within the service account.</summary>
    public required string Name { get; init; }

    /// <summary>The service account.</summary>
    public required Id<User> ServiceAccount { get; init; }

    /// <summary>The address of the issuer, exactly as its tokens have it in <c>iss</c>.</summary>
    public required string Issuer { get; init; }

    /// <summary>The subjects: a <see cref="TextPattern"/> for <c>sub</c>.</summary>
    public required string Subject { get; init; }

    /// <summary>The audience, one of those in <c>aud</c>.</summary>
    public required string Audience { get; init; }

    /// <summary>Further claims and the <see cref="TextPattern"/> that each must match.</summary>
    public IReadOnlyDictionary<string, string> Claims { get; init; } = new Dictionary<string, string>();

    /// <summary>
    /// Whether one identity token can be exchanged again until it expires. Otherwise each works once, so that a stolen one
    /// that was used is worth nothing.
    /// </summary>
    public bool IsReusable { get; init; }

    /// <summary>The highest role in any workspace; null for that of the account.</summary>
    public Role? Role { get; init; }

    /// <summary>The only workspace; null for all of the account.</summary>
    public Id<Workspace>? Workspace { get; init; }

    /// <summary>The name of <see cref="Workspace"/>, for output; null if it was deleted. Ignored when it is written.</summary>
    public string? WorkspaceName { get; init; }

    /// <summary>The account that created it.</summary>
    public required Id<User> CreatedBy { get; init; }

    /// <summary>The name of that account when it created it.</summary>
    public required string CreatedByName { get; init; }

    /// <summary>When a token was last exchanged because of it.</summary>
    public DateTimeOffset? LastLogin { get; init; }

    /// <summary>When it was created, UTC, to the microsecond.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>When it last changed, UTC, to the microsecond.</summary>
    public required DateTimeOffset Updated { get; init; }

    Guid IResource.Uuid => Id.Value;

    string IResource.DisplayName => Name;

    Id<Workspace>? IResource.WorkspaceId => null;
}
