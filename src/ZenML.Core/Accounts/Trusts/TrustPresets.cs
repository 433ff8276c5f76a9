using ZenML.Core.Errors;

namespace ZenML.Core.Accounts.Trusts;

/// <summary>Trusts for common issuers, with the subjects that their tokens have.</summary>
public static class TrustPresets
{
    /// <summary>The issuer of GitHub Actions.</summary>
    public const string GitHubIssuer = "https://token.actions.githubusercontent.com";

    /// <summary>The issuer of GitLab.com.</summary>
    public const string GitLabIssuer = "https://gitlab.com";

    /// <summary>Workflows of one repository of GitHub. Each of their tokens works once.</summary>
    /// <param name="repository">The repository: <c>owner/name</c>.</param>
    /// <param name="reference">Which runs of it.</param>
    /// <param name="audience">The audience; clients ask for the address of the server.</param>
    /// <exception cref="ZenException"><see cref="ErrorCode.InvalidArgument"/>: that is no repository.</exception>
    public static NewTrust GitHub(string repository, TrustedReference reference, string audience)
    {
        ArgumentNullException.ThrowIfNull(reference);
        CheckPath("repository", repository);
        var rest = reference.Kind switch
        {
            TrustedReferenceKind.Branch => $"ref:refs/heads/{reference.Name}",
            TrustedReferenceKind.Tag => $"ref:refs/tags/{reference.Name}",
            _ => $"environment:{reference.Name.Replace(":", "%3A", StringComparison.Ordinal)}",
        };
        return new("github", GitHubIssuer, $"repo:{repository}:{rest}", audience);
    }

    /// <summary>Jobs of one project of GitLab. Their token is in a variable for the whole job, so it can be used again.</summary>
    /// <param name="project">The path of the project: <c>group/project</c>.</param>
    /// <param name="reference">Which jobs of it.</param>
    /// <param name="audience">The audience, which the job names in <c>id_tokens</c>.</param>
    /// <param name="issuer">The address of GitLab; null for GitLab.com.</param>
    /// <exception cref="ZenException"><see cref="ErrorCode.InvalidArgument"/>: that is no path of a project.</exception>
    public static NewTrust GitLab(string project, TrustedReference reference, string audience, string? issuer = null)
    {
        ArgumentNullException.ThrowIfNull(reference);
        CheckPath("project", project);
        var trust = new NewTrust(
            "gitlab",
            issuer ?? GitLabIssuer,
            reference.Kind switch
            {
                TrustedReferenceKind.Branch => $"project_path:{project}:ref_type:branch:ref:{reference.Name}",
                TrustedReferenceKind.Tag => $"project_path:{project}:ref_type:tag:ref:{reference.Name}",
                _ => $"project_path:{project}:ref_type:*",
            },
            audience)
        {
            IsReusable = true,
        };
        return reference.Kind == TrustedReferenceKind.Environment
            ? trust with { Claims = new Dictionary<string, string> { ["environment"] = reference.Name } }
            : trust;
    }

    /// <summary>
    /// Pods of one service account of Kubernetes. Their token is in a file that is renewed late, so it can be used again.
    /// </summary>
    /// <param name="issuer">The address of the cluster's issuer, which the server must be able to read.</param>
    /// <param name="kubernetesNamespace">The namespace.</param>
    /// <param name="account">The service account of Kubernetes.</param>
    /// <param name="audience">The audience, which the projected volume of the pod names.</param>
    /// <exception cref="ZenException"><see cref="ErrorCode.InvalidArgument"/>: a name is empty or has a wildcard or colon.</exception>
    public static NewTrust Kubernetes(string issuer, string kubernetesNamespace, string account, string audience)
    {
        CheckWord("namespace", kubernetesNamespace);
        CheckWord("Kubernetes service account", account);
        return new("kubernetes", issuer, $"system:serviceaccount:{kubernetesNamespace}:{account}", audience) { IsReusable = true };
    }

    private static void CheckPath(string what, string path)
    {
        if (path.Split('/') is not [_, _, ..] parts || parts.Any(part => part.Length == 0) || path.AsSpan().ContainsAny('*', ':'))
        {
            throw new ZenException(ErrorCode.InvalidArgument, $"The {what:raw} must be in the form owner/name, without '*' and ':'.");
        }
    }

    private static void CheckWord(string what, string word)
    {
        if (word.Length == 0 || word.AsSpan().ContainsAny("*:/"))
        {
            throw new ZenException(ErrorCode.InvalidArgument, $"The {what:raw} must be a name without '*', ':' and '/'.");
        }
    }
}
