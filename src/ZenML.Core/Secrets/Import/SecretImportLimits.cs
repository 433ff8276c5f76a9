using ZenML.Core.Errors;

namespace ZenML.Core.Secrets.Import;

/// <summary>How much one import can hold, the same for every store.</summary>
public static class SecretImportLimits
{
    /// <summary>The most secrets.</summary>
    public const int MaximumSecrets = 1_000;

    /// <summary>Checks an import before anything is read.</summary>
    /// <exception cref="ZenException">
    /// <see cref="ErrorCode.TooLarge"/>: too many secrets, or one is too large. <see cref="ErrorCode.InvalidArgument"/>: no secrets.
    /// </exception>
    public static void Check(IReadOnlyList<SecretImport> imports)
    {
        ArgumentNullException.ThrowIfNull(imports);
        if (imports.Count == 0)
        {
            throw new ZenException(ErrorCode.InvalidArgument, "The import has no secrets.");
        }

        if (imports.Count > MaximumSecrets)
        {
            throw new ZenException(
                ErrorCode.TooLarge, $"An import can have at most {MaximumSecrets} secrets; this one has {imports.Count}.");
        }

        foreach (var import in imports)
        {
            CheckValues(import.Name, import.Values);
        }
    }

    /// <summary>Checks the values of one secret of an import.</summary>
    /// <exception cref="ZenException">As <see cref="SecretLimits.Check"/>, with the name of the secret.</exception>
    public static void CheckValues(SecretName name, SecretValues values)
    {
        try
        {
            SecretLimits.Check(values);
        }
        catch (ZenException exception)
        {
            throw new ZenException(exception.Code, $"The secret '{name}' cannot be imported: {exception.Message:raw}");
        }
    }

    /// <summary>Makes sure that no two secrets of an import are the same one.</summary>
    /// <param name="targets">The secrets as they were found.</param>
    /// <exception cref="ZenException"><see cref="ErrorCode.InvalidArgument"/>.</exception>
    public static void EnsureDistinct(IEnumerable<(SecretName Name, SecretScope Scope)> targets)
    {
        ArgumentNullException.ThrowIfNull(targets);
        var seen = new HashSet<(SecretName, SecretScope)>();
        foreach (var target in targets)
        {
            if (!seen.Add(target))
            {
                throw new ZenException(
                    ErrorCode.InvalidArgument, $"The import has the secret '{target.Name}' more than once. Nothing was changed.");
            }
        }
    }
}
