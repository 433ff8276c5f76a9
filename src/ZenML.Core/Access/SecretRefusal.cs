using ZenML.Core.Accounts.Users;
using ZenML.Core.Errors;
using ZenML.Core.Secrets;

namespace ZenML.Core.Access;

/// <summary>Says what a caller lacks for something, and whom to ask. Only about what the caller sees.</summary>
internal static class SecretRefusal
{
    /// <summary>The error for an operation on a secret that the caller sees.</summary>
    /// <param name="caller">The caller.</param>
    /// <param name="secret">The secret.</param>
    /// <param name="needed">The rights that the operation takes.</param>
    /// <param name="has">The rights that the caller has.</param>
    public static ZenException Of(Caller caller, SecretInfo secret, SecretRights needed, SecretRights has) => new(
        ErrorCode.NotAllowed,
        $"You may not {Verb(needed & ~has)} the secret '{secret.ReferenceName}': {Reason(caller, secret):raw}. {Remedy(secret):raw}");

    /// <summary>The error for a secret that the caller may not create.</summary>
    /// <param name="caller">The caller.</param>
    /// <param name="secret">The secret as it would be.</param>
    public static ZenException OfCreation(Caller caller, SecretInfo secret)
    {
        var what = secret.Scope == SecretScope.User ? "a private secret" : "a secret";
        return new ZenException(
            ErrorCode.NotAllowed,
            $"You may not create {what} in the workspace '{secret.Workspace.Name}': {DescribeRole(caller, secret):raw}. "
            + $"Ask one of the owners of the workspace.");
    }

    private static string Verb(SecretRights missing) =>
        missing.HasFlag(SecretRights.Administer) ? "rename, move, share, restrict or delete"
        : missing.HasFlag(SecretRights.Write) ? "change"
        : "read the values of";

    private static string Reason(Caller caller, SecretInfo secret)
    {
        var isOwn = secret.User.Id == caller.UserId;
        var role = caller.Access.In(secret.Workspace.Id);
        return secret switch
        {
            { IsShared: true } => "it is shared with you for less than that",
            { IsRestricted: true } when role >= Role.Runner && !isOwn => "it is restricted, so that roles do not open it",
            _ when role is null => "it is shared with you for less than that",
            _ => DescribeRole(caller, secret),
        };
    }

    private static string DescribeRole(Caller caller, SecretInfo secret)
    {
        var workspace = secret.Workspace;
        return (caller.Access.Limits, caller.Access.In(workspace.Id)) switch
        {
            ({ Secrets: not null }, Role.Editor or Role.Owner) => "your credential is for certain secrets only",
            ({ Role: { } most }, { } role) when most == role =>
                MessageText.Of($"with your credential, your role in the workspace '{workspace.Name}' is {Word(role)}"),
            (_, { } role) => MessageText.Of($"your role in the workspace '{workspace.Name}' is {Word(role)}"),
            _ => "you have no role there",
        };
    }

    private static string Remedy(SecretInfo secret) => secret.Scope == SecretScope.User && secret.IsShared
        ? MessageText.Of($"Ask its owner, '{secret.User.Name}'.")
        : MessageText.Of($"Ask one of the owners of the workspace '{secret.Workspace.Name}'.");

    private static string Word(Role role) => role switch
    {
        Role.Viewer => "viewer",
        Role.Runner => "runner",
        Role.Editor => "editor",
        _ => "owner",
    };
}
