using ZenML.Protocol.Paths;

namespace ZenML.Protocol.Extensions;

/// <summary>What this server adds to the API, under paths below <see cref="ApiPaths.Base"/>, and how clients know that it does.</summary>
public static partial class ExtensionPaths
{
    /// <summary>The header of every response that says that the extensions exist.</summary>
    public const string ServerHeader = "X-ZenML-Server";

    /// <summary>Its value; the number counts up with the extensions.</summary>
    public const string ServerValue = "dotnet; extensions=8";

    /// <summary>The number of extensions with which <see cref="PasswordResets"/> exists.</summary>
    public const int WithPasswordResets = 2;

    /// <summary>The number of extensions with which the server remembers changes by <see cref="IdempotencyKeyHeader"/>.</summary>
    public const int WithIdempotencyKeys = 3;

    /// <summary>The number of extensions with which the paths below <see cref="Workspace"/> exist.</summary>
    public const int WithWorkspaceReads = 4;

    /// <summary>
    /// The number of extensions with which history, edits, copies, moves, import, usages, deletion and details of secrets exist.
    /// </summary>
    public const int WithSecretWork = 5;

    /// <summary>The number of extensions with which <see cref="SecretChanges"/> and <see cref="SecretValues"/> exist.</summary>
    public const int WithSecretChanges = 6;

    /// <summary>The number of extensions with which <see cref="ServiceAccounts"/> and <see cref="Tokens"/> exist.</summary>
    public const int WithKeyLimits = 7;

    /// <summary>The number of extensions with which <see cref="OfTrusts"/> and the exchange of identity tokens exist.</summary>
    public const int WithTrusts = 7;

    /// <summary>The number of extensions with which roles, groups and shares of secrets exist.</summary>
    public const int WithAccess = 7;

    /// <summary>The number of extensions with which the paths below <see cref="Audit"/> exist.</summary>
    public const int WithAuditChains = 7;

    /// <summary>The number of extensions with which <see cref="Backup"/> exists.</summary>
    public const int WithBackup = 7;

    /// <summary>
    /// The header with the key of a change. A change that is sent again with the same key within a day is not repeated: it gets the
    /// response to the first one. Another change with the same key is rejected with 422.
    /// </summary>
    public const string IdempotencyKeyHeader = "Idempotency-Key";

    /// <summary>The header of a response that was stored for an earlier request.</summary>
    public const string IdempotencyReplayedHeader = "Idempotency-Replayed";

    /// <summary>
    /// The field of a new service account with the name and description of its first API key. The response has the key below
    /// <c>resources.api_key</c>.
    /// </summary>
    public const string FirstApiKey = "first_api_key";

    /// <summary>POST: checks many references, reading no value.</summary>
    public const string CheckReferences = "/x/references/check";

    /// <summary>POST: resolves many references.</summary>
    public const string ResolveReferences = "/x/references/resolve";

    /// <summary>GET: lists secrets as <see cref="ApiPaths.Secrets"/> does, with key names and versions.</summary>
    public const string Secrets = "/x/secrets";

    /// <summary>The path of one secret in <see cref="Secrets"/>. Its history is below.</summary>
    /// <param name="id">The id of the secret.</param>
    public static string OfSecret(string id) => $"{Secrets}/{id}";

    /// <summary>
    /// Below <see cref="OfSecret"/>. GET: lists its versions, the newest first, before the version <c>before</c>. With a version behind it,
    /// GET: the values of that version; DELETE: destroys them.
    /// </summary>
    public const string SecretVersions = "/versions";

    /// <summary>
    /// Below <see cref="OfSecret"/>. GET: compares two versions, <c>from</c> and <c>to</c>; with <c>values=true</c>, with their values.
    /// </summary>
    public const string SecretDiff = "/diff";

    /// <summary>Below <see cref="OfSecret"/>. POST: makes the values of the version <c>to</c> the current ones.</summary>
    public const string SecretRollback = "/rollback";

    /// <summary>GET: lists deleted secrets, with the time until they are kept. With an id behind it, DELETE: deletes it for good.</summary>
    public const string DeletedSecrets = "/x/secrets/deleted";

    /// <summary>The parameter of deleting a secret for good that says to do so even if its row was damaged.</summary>
    public const string EvenIfDamaged = "damaged";

    /// <summary>POST: finds all secrets that have a value, for administrators, reading no value.</summary>
    public const string LeakedSecrets = "/x/secrets/leaked";

    /// <summary>GET: how many days deleted secrets are kept.</summary>
    public const string SecretRetention = "/x/secrets/deleted/retention";

    /// <summary>Below <see cref="OfSecret"/>. POST: takes back its deletion, with the new name <c>name</c> if given.</summary>
    public const string UndeleteSecret = "/undelete";

    /// <summary>
    /// The field of a new or changed secret with the number of versions of its values to keep; 0 for the store's number.
    /// </summary>
    public const string KeepVersions = "keep_versions";

    /// <summary>The field of a new or changed secret with its description; empty for none.</summary>
    public const string Description = "description";

    /// <summary>The field of a new or changed secret with tags to set; null as a value removes one.</summary>
    public const string Tags = "tags";

    /// <summary>The field of a new or changed secret with the time when its values expire.</summary>
    public const string Expires = "expires";

    /// <summary>The field of a changed secret that says that its values never expire.</summary>
    public const string NeverExpires = "never_expires";

    /// <summary>The field of a response with all keys of a secret that are marked as not secret.</summary>
    public const string PlainKeys = "plain_keys";

    /// <summary>The field of a request with the keys to mark as not secret.</summary>
    public const string MarkPlain = "mark_plain";

    /// <summary>The field of a request with the keys whose marks to remove.</summary>
    public const string MarkSecret = "mark_secret";

    /// <summary>
    /// The field of a secret that says that it is restricted; absent in responses if not. In requests, it restricts a secret or lifts the
    /// restriction.
    /// </summary>
    public const string Restricted = "restricted";

    /// <summary>
    /// The field of a secret that says that it is a private one of another account that is shared with the caller; absent if not. Its
    /// name is <c>owner/name</c> then.
    /// </summary>
    public const string Shared = "shared";

    /// <summary>The field of a resolved reference that says that its key is marked as not secret; absent if not.</summary>
    public const string Plain = "plain";

    /// <summary>Below a secret of <see cref="Secrets"/>. PUT: changes it, and answers which keys differ afterwards.</summary>
    public const string EditSecret = "/edit";

    /// <summary>Below a secret of <see cref="Secrets"/>. POST: creates a secret with the same values.</summary>
    public const string CopySecret = "/copy";

    /// <summary>Below a secret of <see cref="Secrets"/>. PUT: moves it to another scope or workspace.</summary>
    public const string MoveSecret = "/move";

    /// <summary>
    /// What the paths begin with that read in one workspace and fail with 404 if it does not exist. Text in the form of an id is an id,
    /// never a name.
    /// </summary>
    public const string Workspace = "/x" + ApiPaths.InWorkspace;

    /// <summary><see cref="Workspace"/> with a workspace in it.</summary>
    /// <param name="nameOrId">The workspace, as it can be part of a path.</param>
    public static string OfWorkspace(string nameOrId) => "/x" + ApiPaths.OfWorkspace(nameOrId);

    /// <summary>Below <see cref="Workspace"/>. GET: lists its secrets with key names and versions.</summary>
    public const string WorkspaceSecrets = "/secrets";

    /// <summary>Below <see cref="Workspace"/>. POST: finds one secret by name, id or prefix, with or without its values.</summary>
    public const string FindSecret = "/secrets/find";

    /// <summary>Below <see cref="Workspace"/>. POST: reads several secrets with their values, each by exact name or id.</summary>
    public const string ReadSecrets = "/secrets/read";

    /// <summary>Below <see cref="Workspace"/>. GET: lists its secrets as <see cref="WorkspaceSecrets"/> does, with their values.</summary>
    public const string SecretValues = "/secrets/values";

    /// <summary>
    /// Below <see cref="Workspace"/>. GET: the cursor of its secrets, which is another one after each change that the caller sees. With
    /// <see cref="AfterCursor"/>: waits until it is another one, at most 25 seconds.
    /// </summary>
    public const string SecretChanges = "/secrets/changes";

    /// <summary>The parameter of <see cref="SecretChanges"/> with the cursor that the caller has.</summary>
    public const string AfterCursor = "after";

    /// <summary>Below <see cref="Workspace"/>. POST: finds one deleted secret by name, id or the beginning of its id.</summary>
    public const string FindDeletedSecret = "/secrets/deleted/find";

    /// <summary>Below <see cref="Workspace"/>. PUT: creates a secret or merges values into the one of the same name and scope.</summary>
    public const string SetSecret = "/secrets/set";

    /// <summary>Below <see cref="Workspace"/>. POST: creates and changes many secrets in one transaction.</summary>
    public const string ImportSecrets = "/secrets/import";

    /// <summary>Below <see cref="Workspace"/>. POST: finds what refers to one secret, or to any.</summary>
    public const string SecretUsages = "/secrets/usages";

    /// <summary>Below <see cref="Workspace"/>. POST: checks many references, reading no value.</summary>
    public const string CheckWorkspaceReferences = "/references/check";

    /// <summary>Below <see cref="Workspace"/>. POST: finds what was probably meant by references without a secret or key.</summary>
    public const string SuggestReferences = "/references/suggest";

    /// <summary>Below <see cref="Workspace"/>. POST: resolves many references.</summary>
    public const string ResolveWorkspaceReferences = "/references/resolve";

    /// <summary>Below <see cref="Workspace"/>. POST: finds a stack and checks the references of its components, reading no value.</summary>
    public const string ValidateStack = "/stacks/validate";

    /// <summary>
    /// The path of the trusts of a service account. GET: lists them; POST: adds one. With the name or id of one behind it, GET: shows it;
    /// DELETE: deletes it. For administrators.
    /// </summary>
    /// <param name="serviceAccount">The id of the service account.</param>
    public static string OfTrusts(string serviceAccount) => $"/x{ApiPaths.ServiceAccounts}/{serviceAccount}/trusts";

    /// <summary>Below a service account. POST: how each of its trusts would judge the identity token in <c>token</c>.</summary>
    /// <param name="serviceAccount">The id of the service account.</param>
    public static string OfTrustTest(string serviceAccount) => $"/x{ApiPaths.ServiceAccounts}/{serviceAccount}/trust-test";

    /// <summary>
    /// POST: the whole store as an encrypted archive, for administrators. The header <see cref="ContentDigest"/> has the hash of it.
    /// </summary>
    public const string Backup = "/x/backup";

    /// <summary>The header with the hash of a response (RFC 9530).</summary>
    public const string ContentDigest = "Content-Digest";

    /// <summary>The value of <see cref="ContentDigest"/>.</summary>
    /// <param name="sha256">The SHA-256 of the response.</param>
    public static string DigestOf(ReadOnlySpan<byte> sha256) => $"sha-256=:{Convert.ToBase64String(sha256)}:";

    /// <summary>
    /// GET: the audit, for administrators. With an id behind it, GET: that record and those of the same operation.
    /// </summary>
    public const string Audit = "/x/audit";

    /// <summary>GET: the signed statement of where the chains of the audit end.</summary>
    public const string AuditStatement = "/x/audit/statement";

    /// <summary>GET: a part of the chain <c>chain</c>, of its older records with <c>older=true</c>, after the place <c>after</c>.</summary>
    public const string AuditSlice = "/x/audit/slice";
}
