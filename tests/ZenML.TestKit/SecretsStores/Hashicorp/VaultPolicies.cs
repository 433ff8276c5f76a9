using System.Text.RegularExpressions;

namespace ZenML.TestKit.SecretsStores.Hashicorp;

/// <summary>The policies of Vault: what a path may be used for.</summary>
internal sealed partial class VaultPolicies
{
    private readonly Dictionary<string, (string Text, IReadOnlyList<(string Path, string[] Capabilities)> Rules)> policies = new()
    {
        ["default"] = ("", [
            ("auth/token/lookup-self", ["read"]), ("auth/token/renew-self", ["update"]), ("auth/token/revoke-self", ["update"]),
            ("sys/capabilities-self", ["update"]), ("sys/internal/ui/mounts/*", ["read"]),
        ]),
    };

    /// <summary>Sets a policy.</summary>
    /// <returns>Whether it can be read.</returns>
    public bool TrySet(string name, string text)
    {
        var rules = Rule().Matches(text)
            .Select(rule => (
                rule.Groups["path"].Value,
                rule.Groups["capabilities"].Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                    .Select(word => word.Trim('"')).ToArray()))
            .ToArray();
        if (Comment().Replace(Rule().Replace(text, ""), "").Trim().Length > 0)
        {
            return false;
        }

        policies[name] = (text, rules);
        return true;
    }

    /// <summary>The text of a policy; null if there is none.</summary>
    public string? Find(string name) => policies.TryGetValue(name, out var policy) ? policy.Text : null;

    /// <summary>What the policies allow for a path: the rules of the longest path that is meant, all together.</summary>
    public IReadOnlyList<string> Allowed(IReadOnlyList<string> names, string path)
    {
        if (names.Contains("root"))
        {
            return ["root"];
        }

        var matching = names
            .SelectMany(name => policies.TryGetValue(name, out var policy) ? policy.Rules : [])
            .Where(rule => rule.Path.EndsWith('*')
                ? path.StartsWith(rule.Path[..^1], StringComparison.Ordinal)
                : rule.Path.TrimEnd('/') == path.TrimEnd('/'))
            .ToArray();
        if (matching.Length == 0)
        {
            return ["deny"];
        }

        var best = matching.Max(rule => rule.Path.EndsWith('*') ? rule.Path.Length : int.MaxValue);
        var capabilities = matching
            .Where(rule => (rule.Path.EndsWith('*') ? rule.Path.Length : int.MaxValue) == best)
            .SelectMany(rule => rule.Capabilities)
            .Distinct()
            .Order(StringComparer.Ordinal)
            .ToArray();
        return capabilities.Contains("deny") ? ["deny"] : capabilities;
    }

    [GeneratedRegex("""path\s+"(?<path>[^"]*)"\s*\{\s*capabilities\s*=\s*\[(?<capabilities>[^\]]*)\]\s*\}""")]
    private static partial Regex Rule();

    [GeneratedRegex("#.*")]
    private static partial Regex Comment();
}
