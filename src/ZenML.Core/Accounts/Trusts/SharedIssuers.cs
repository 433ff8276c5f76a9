namespace ZenML.Core.Accounts.Trusts;

/// <summary>
/// Issuers that give tokens to everyone in the world. To trust one of them, something in the token must say whose it is.
/// </summary>
internal static class SharedIssuers
{
    private static readonly Dictionary<string, (string SubjectStart, string Example, string[] OwnerClaims)> Known =
        new(StringComparer.OrdinalIgnoreCase)
        {
            ["token.actions.githubusercontent.com"] = (
                "repo:", "repo:OWNER/REPOSITORY:ref:refs/heads/main",
                ["repository", "repository_id", "repository_owner", "repository_owner_id"]),
            ["gitlab.com"] = (
                "project_path:", "project_path:GROUP/PROJECT:ref_type:branch:ref:main",
                ["project_path", "project_id", "namespace_path", "namespace_id"]),
            ["app.terraform.io"] = ("organization:", "organization:NAME:project:*", ["terraform_organization_id"]),
            ["agent.buildkite.com"] = ("organization:", "organization:NAME:pipeline:*", ["organization_slug", "organization_id"]),
            ["accounts.google.com"] = ("", "the number of one account", ["email"]),
        };

    /// <summary>Returns why a trust would be one for strangers too, as a sentence; null if it is not.</summary>
    public static string? FindProblem(string issuer, string subject, IReadOnlyDictionary<string, string> claims)
    {
        if (!Known.TryGetValue(new Uri(issuer).Host, out var known) || NamesOwner(known.SubjectStart, subject)
            || known.OwnerClaims.Any(claim => claims.TryGetValue(claim, out var value) && !TextPattern.HasWildcard(value)))
        {
            return null;
        }

        return $"{issuer} gives tokens to everyone, so the subject must say whose tokens you trust: {known.Example}. "
            + $"A wildcard can follow the name of the owner and its separator, but not be part of it.";
    }

    // What is fixed of the subject must have the start, the name of an owner, and what separates it from the rest. A subject
    // without the start is of a form that owners choose themselves, so that it says nothing about them.
    private static bool NamesOwner(string start, string subject)
    {
        var literal = TextPattern.FixedStart(subject);
        return start.Length == 0
            ? !TextPattern.HasWildcard(subject)
            : literal.StartsWith(start, StringComparison.Ordinal) && literal[start.Length..].IndexOfAny('/', ':') > 0;
    }
}
