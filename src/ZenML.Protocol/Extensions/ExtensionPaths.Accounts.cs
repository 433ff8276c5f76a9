using ZenML.Protocol.Paths;

namespace ZenML.Protocol.Extensions;

/// <summary>Paths about accounts, their keys and tokens, and who may do what.</summary>
public static partial class ExtensionPaths
{
    /// <summary>GET: the resets of the caller's own password by administrators, the latest first.</summary>
    public const string PasswordResets = "/x/password-resets";

    /// <summary>POST: confirms the resets of the caller's own password with the password from before them.</summary>
    public const string ConfirmPasswordReset = "/x/password-resets/confirm";

    /// <summary>POST: shows an account its private secrets again after a reset, for administrators.</summary>
    /// <param name="user">The name or id of the account.</param>
    public static string ReleaseSecrets(string user) => $"/x/users/{user}/release-secrets";

    /// <summary>
    /// GET: lists the roles of the workspace <c>workspace</c>, or of all. PUT: grants the role <c>role</c> to <c>holder</c>, in the
    /// workspace <c>workspace</c> or with <see cref="AllWorkspaces"/>.
    /// </summary>
    public const string Roles = "/x/roles";

    /// <summary>POST: takes a role away from <c>holder</c>. If <c>role</c> is given, only that one.</summary>
    public const string RevokeRole = Roles + "/revoke";

    /// <summary>The field of a request that says that a role is one in every workspace.</summary>
    public const string AllWorkspaces = "all_workspaces";

    /// <summary>The field of a request with an account or a group: <c>ada</c>, <c>service-account:ci</c> or <c>group:ops</c>.</summary>
    public const string Holder = "holder";

    /// <summary>GET: lists groups. POST: creates one. With an id behind it, GET, PUT and DELETE: one group.</summary>
    public const string Groups = "/x/groups";

    /// <summary>The path of one group.</summary>
    /// <param name="id">The id of the group.</param>
    public static string OfGroup(string id) => $"{Groups}/{id}";

    /// <summary>Below <see cref="OfGroup"/>. GET: lists its accounts. PUT: adds the account <c>account</c>.</summary>
    public const string GroupMembers = "/members";

    /// <summary>Below <see cref="OfGroup"/>. POST: removes the account <c>account</c>.</summary>
    public const string RemoveGroupMember = GroupMembers + "/remove";

    /// <summary>GET: the roles, groups and grants of <see cref="Holder"/>, or of the caller.</summary>
    public const string Access = "/x/access";

    /// <summary>Below <see cref="OfSecret"/>. GET: who can do what with it.</summary>
    public const string SecretAccess = "/access";

    /// <summary>
    /// Below <see cref="OfSecret"/>. PUT: gives <see cref="Holder"/> the right <c>right</c>, until <c>until</c> if that is given.
    /// </summary>
    public const string ShareSecret = "/share";

    /// <summary>Below <see cref="OfSecret"/>. POST: takes away what <see cref="Holder"/> was given.</summary>
    public const string UnshareSecret = "/unshare";

    /// <summary>
    /// What the paths of API keys begin with, as those of the contract do with <see cref="ApiPaths.ServiceAccounts"/>, where requests and
    /// responses also have the limits of keys.
    /// </summary>
    public const string ServiceAccounts = "/x" + ApiPaths.ServiceAccounts;

    /// <summary>The field of an API key with the highest role that it may use; null in a change for any.</summary>
    public const string KeyRole = "role";

    /// <summary>The field of an API key with the only workspace that it may use; null in a change for any.</summary>
    public const string KeyWorkspace = "workspace";

    /// <summary>The field of an API key with the ids of the only secrets that it may use; null in a change for any.</summary>
    public const string KeySecrets = "secrets";

    /// <summary>The field of an API key with the only networks from which it may be used; null in a change for any.</summary>
    public const string KeyNetworks = "networks";

    /// <summary>The field of an API key with the time when it expires; null in a change for never.</summary>
    public const string KeyExpires = "expires";

    /// <summary>GET: lists valid tokens. With an id behind it, DELETE: revokes one.</summary>
    public const string Tokens = "/x/tokens";

    /// <summary>The parameter of <see cref="Tokens"/> that lists the tokens of all accounts, for administrators.</summary>
    public const string OfEveryone = "of_everyone";
}
