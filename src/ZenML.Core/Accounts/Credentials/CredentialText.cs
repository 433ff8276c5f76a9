namespace ZenML.Core.Accounts.Credentials;

/// <summary>Passwords, keys and tokens as files, pipes and variables hold them.</summary>
public static class CredentialText
{
    /// <summary>
    /// The credential without line breaks at its end. Editors, <c>echo</c> and secrets of Kubernetes that were made from files
    /// add one that does not belong to it. Every credential goes through here, whichever way it comes in.
    /// </summary>
    public static string Read(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.TrimEnd('\r', '\n');
    }
}
