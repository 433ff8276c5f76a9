using ZenML.Core.Resources;

namespace ZenML.Core.Secrets.References;

/// <summary>
/// Decides which secret a name means: the caller's user scope first, then the workspace scope, then a private secret that another
/// account shares, as <c>owner/name</c>. The name must match exactly. Getting a secret by name, checking references and
/// resolving them all ask this one place.
/// </summary>
public static class SecretResolver
{
    /// <summary>The secret that a name means; null if there is none, or if two shared ones have it.</summary>
    /// <param name="visible">Secrets that the caller may see, at least all of that name in the workspace.</param>
    /// <param name="name">The name.</param>
    /// <param name="scope">If given, only that scope counts.</param>
    public static SecretInfo? Choose(IEnumerable<SecretInfo> visible, string name, SecretScope? scope = null) =>
        Find(visible, name, scope) is [var chosen] ? chosen : null;

    /// <summary>
    /// The secret that a name means. Several only if they are shared under one name: a user and a service account can have the same
    /// name, and names can contain slashes.
    /// </summary>
    /// <param name="visible">Secrets that the caller may see, at least all of that name in the workspace.</param>
    /// <param name="name">The name.</param>
    /// <param name="scope">If given, only that scope counts.</param>
    public static IReadOnlyList<SecretInfo> Find(IEnumerable<SecretInfo> visible, string name, SecretScope? scope = null)
    {
        ArgumentNullException.ThrowIfNull(visible);
        SecretInfo? chosen = null;
        List<SecretInfo>? shared = null;
        foreach (var candidate in visible)
        {
            if (scope is not null && candidate.Scope != scope)
            {
                continue;
            }

            if (candidate.IsShared)
            {
                if (candidate.ReferenceName == name)
                {
                    (shared ??= []).Add(candidate);
                }
            }
            else if (candidate.Name.Value == name && (chosen is null || candidate.Scope == SecretScope.User))
            {
                chosen = candidate;
            }
        }

        return chosen is not null ? [chosen] : shared ?? [];
    }

    /// <summary>Whether a reference resolves against the secret that its name means.</summary>
    /// <param name="visible">Secrets that the caller may see, at least all of that name in the workspace.</param>
    /// <param name="reference">The reference.</param>
    /// <param name="level">How thorough to be.</param>
    /// <param name="withoutValues">Secrets whose values are lost; they count where keys must exist.</param>
    /// <param name="canRead">Whether the caller may read the values of a secret; it counts where keys must exist. Null for all.</param>
    public static ReferenceCheck Check(
        IEnumerable<SecretInfo> visible,
        SecretReference reference,
        SecretValidationLevel level,
        IReadOnlySet<Id<Secret>>? withoutValues = null,
        Func<SecretInfo, bool>? canRead = null)
    {
        if (level == SecretValidationLevel.None)
        {
            return new ReferenceCheck(reference, ReferenceOutcome.Resolves, null);
        }

        var secret = Choose(visible, reference.Name);
        var outcome = secret switch
        {
            null => ReferenceOutcome.SecretMissing,
            _ when level != SecretValidationLevel.SecretAndKeyExists => ReferenceOutcome.Resolves,
            _ when !secret.Keys.Contains(reference.Key, StringComparer.Ordinal) => ReferenceOutcome.KeyMissing,
            _ when canRead?.Invoke(secret) == false => ReferenceOutcome.NotReadable,
            _ when withoutValues?.Contains(secret.Id) == true => ReferenceOutcome.ValuesMissing,
            _ => ReferenceOutcome.Resolves,
        };
        return new ReferenceCheck(reference, outcome, secret?.Scope) { Expires = secret?.Details.Expires };
    }
}
