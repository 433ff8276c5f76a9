namespace ZenML.Core.Accounts.Credentials;

/// <summary>Normalizes passwords, keys and tokens from files, pipes and variables.</summary>
public static class CredentialText
{
    /// <summary>
    /// Removes trailing line breaks, which editors, <c>echo</c> and Kubernetes secrets that were created from files
    /// add. Use it for every credential, whatever its source.
    /// </summary>
    public static string Read(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.TrimEnd('\r', '\n');
    }
}
