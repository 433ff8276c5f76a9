using System.CommandLine;
using ZenML.Cli.Completion;
using ZenML.Core.Accounts.Trusts;
using ZenML.Core.Errors;

namespace ZenML.Cli.Commands.Trusts;

/// <summary>The options that describe a common issuer in its own words.</summary>
internal sealed class TrustPresetOptions
{
    private const string GitHub = "github";

    private const string GitLab = "gitlab";

    private const string Kubernetes = "kubernetes";

    private readonly Option<string?> preset = new("--preset")
    {
        Description = "A common issuer.",
        HelpName = $"{GitHub}|{GitLab}|{Kubernetes}",
    };

    private readonly Option<string?> repository = new Option<string?>("--repository")
    {
        Description = "With github: the repository.",
        HelpName = "OWNER/NAME",
    }.Completes(CompletionSource.FreeText);

    private readonly Option<string?> project = new Option<string?>("--project")
    {
        Description = "With gitlab: the path of the project.",
        HelpName = "GROUP/NAME",
    }.Completes(CompletionSource.FreeText);

    private readonly Option<string?> branch = new Option<string?>("--branch")
    {
        Description = "With github and gitlab: the branch. '*' stands for any characters.",
        HelpName = "BRANCH",
    }.Completes(CompletionSource.FreeText);

    private readonly Option<string?> tag = new Option<string?>("--tag")
    {
        Description = "With github and gitlab: the tag, in place of a branch.",
        HelpName = "TAG",
    }.Completes(CompletionSource.FreeText);

    private readonly Option<string?> environment = new Option<string?>("--environment")
    {
        Description = "With github and gitlab: the environment, in place of a branch.",
        HelpName = "NAME",
    }.Completes(CompletionSource.FreeText);

    private readonly Option<string?> kubernetesNamespace = new Option<string?>("--namespace")
    {
        Description = "With kubernetes: the namespace.",
        HelpName = "NAME",
    }.Completes(CompletionSource.FreeText);

    private readonly Option<string?> kubernetesAccount = new Option<string?>("--kubernetes-account")
    {
        Description = "With kubernetes: the service account of the pods.",
        HelpName = "NAME",
    }.Completes(CompletionSource.FreeText);

    /// <summary>Describes the options.</summary>
    public TrustPresetOptions() => preset.AcceptOnlyFromAmong(GitHub, GitLab, Kubernetes);

    /// <summary>All of them.</summary>
    public IReadOnlyList<Option<string?>> All =>
        [preset, repository, project, branch, tag, environment, kubernetesNamespace, kubernetesAccount];

    /// <summary>Makes the trust that the options describe; null without <c>--preset</c>.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.InvalidArgument"/>: an option is missing or does not fit.</exception>
    public NewTrust? Read(ParseResult result, string audience, string? issuer)
    {
        var name = result.GetValue(preset);
        RejectOthers(result, name);
        switch (name)
        {
            case GitHub:
                return issuer is null
                    ? TrustPresets.GitHub(Require(result, GitHub, repository), ReadReference(result, GitHub), audience)
                    : throw new ZenException(
                        ErrorCode.InvalidArgument,
                        $"--preset github is for github.com. For a GitHub of your own, use --issuer and --subject instead.");
            case GitLab:
                return TrustPresets.GitLab(Require(result, GitLab, project), ReadReference(result, GitLab), audience, issuer);
            case Kubernetes:
                return TrustPresets.Kubernetes(
                    issuer ?? throw new ZenException(
                        ErrorCode.InvalidArgument,
                        $"--preset kubernetes needs --issuer: what 'kubectl get --raw /.well-known/openid-configuration' shows as issuer."),
                    Require(result, Kubernetes, kubernetesNamespace), Require(result, Kubernetes, kubernetesAccount), audience);
            default:
                return null;
        }
    }

    private void RejectOthers(ParseResult result, string? name)
    {
        Option<string?>[] fitting = name switch
        {
            GitHub => [repository, branch, tag, environment],
            GitLab => [project, branch, tag, environment],
            Kubernetes => [kubernetesNamespace, kubernetesAccount],
            _ => [],
        };
        if (All.FirstOrDefault(option => option != preset && result.GetValue(option) is not null && !fitting.Contains(option)) is { } other)
        {
            throw new ZenException(
                ErrorCode.InvalidArgument,
                name is null
                    ? MessageText.Of($"{other.Name} needs --preset.")
                    : MessageText.Of($"{other.Name} does not go with --preset {name}."));
        }
    }

    private TrustedReference ReadReference(ParseResult result, string name)
    {
        (TrustedReferenceKind Kind, string? Name)[] given =
        [
            (TrustedReferenceKind.Branch, result.GetValue(branch)), (TrustedReferenceKind.Tag, result.GetValue(tag)),
            (TrustedReferenceKind.Environment, result.GetValue(environment)),
        ];
        return given.Where(reference => reference.Name is { Length: > 0 }).ToArray() is [var only]
            ? new TrustedReference(only.Kind, only.Name!)
            : throw new ZenException(
                ErrorCode.InvalidArgument,
                $"--preset {name} needs one of --branch, --tag and --environment. Use --branch '*' for all branches.");
    }

    private static string Require(ParseResult result, string name, Option<string?> option) =>
        result.GetValue(option) is { Length: > 0 } value
            ? value
            : throw new ZenException(ErrorCode.InvalidArgument, $"--preset {name} needs {option.Name}.");
}
