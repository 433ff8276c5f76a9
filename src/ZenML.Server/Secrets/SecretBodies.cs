using ZenML.Core.Secrets;
using ZenML.Protocol.Vocabulary;
using ZenML.Server.Http.Parsing;

namespace ZenML.Server.Secrets;

/// <summary>Reads the parts of secrets from request bodies.</summary>
internal static class SecretBodies
{
    /// <summary>The scope; null if it is not given.</summary>
    public static SecretScope? Scope(this RequestBody body) => WireWords.Scopes.Find(body.Choice("scope", WireWords.Scopes.All));

    /// <summary>The values that are to be, and the keys that are given as null.</summary>
    public static (SecretValues Set, List<string> Remove)? Values(this RequestBody body)
    {
        if (body.TextMap("values") is not { } texts)
        {
            return null;
        }

        var set = new SecretValues();
        var remove = new List<string>();
        foreach (var (key, text) in texts)
        {
            if (text is null)
            {
                remove.Add(key);
            }
            else
            {
                set[key] = new SensitiveString(text);
            }
        }

        return (set, remove);
    }
}
