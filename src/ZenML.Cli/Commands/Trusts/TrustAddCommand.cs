using System.CommandLine;
using ZenML.Cli.CommandLine;
using ZenML.Cli.Commands.ApiKeys;
using ZenML.Cli.Completion;
using ZenML.Core.Access;
using ZenML.Core.Accounts.Trusts;
using ZenML.Core.Errors;

namespace ZenML.Cli.Commands.Trusts;

/// <summary><c>zenml service-account trust add</c>.</summary>
internal sealed class TrustAddCommand : BaseCommand
{
    private readonly Argument<string> account = ApiKeyArguments.ServiceAccount();
    private readonly TrustPresetOptions preset = new();

    private readonly Option<string?> name = new("--name", "-n")
    {
        Description = "The name of the trust, unique for the service account. Without it, the preset or the host of the issuer.",
        HelpName = "NAME",
    };

    private readonly Option<string?> issuer = new("--issuer")
    {
        Description = "The address of the issuer, exactly as its tokens have it in 'iss'.",
        HelpName = "URL",
    };

    private readonly Option<string?> subject = new("--subject")
    {
        Description = "Which tokens of the issuer: 'sub' must match this. '*' stands for any characters.",
        HelpName = "PATTERN",
    };

    private readonly Option<string?> audience = new("--audience")
    {
        Description = "The audience that tokens must be for. Without it, the address of the server.",
        HelpName = "TEXT",
    };

    private readonly Option<string[]> claims = new("--claim")
    {
        Description = "A further claim that tokens must have, with a pattern like --subject. Can be repeated.",
        HelpName = "NAME=VALUE",
    };

    private readonly Option<bool> reusable = new("--reusable")
    {
        Description = "Accept a token more than once, until it expires, as for tokens in a file or a variable. The presets know.",
    };

    private readonly Option<string?> role = CommonOptions.Role(
        "The highest role that the tokens give in any workspace. Without it, the roles of the service account.");

    private readonly Option<string?> workspace = new("--workspace", "-w")
    {
        Description = "The name or id of the only workspace that the tokens open.",
        HelpName = "NAME",
    };

    public TrustAddCommand(CliContext context)
        : base(context, "add", Example.Of(
            "Let a service account trust identity tokens of a CI system or another issuer. Whoever has such a token can log in as the "
                + "service account, for minutes, without a stored key.",
            "zenml service-account trust add ci --preset github --repository acme/app --branch main",
            "zenml service-account trust add ci --preset gitlab --project acme/app --branch main --role runner",
            "zenml service-account trust add train --preset kubernetes --issuer URL --namespace ml --kubernetes-account train",
            "zenml service-account trust add ci --issuer https://ci.example.com --subject 'job:acme/*' --claim protected=true"))
    {
        Define(account);
        Define([.. preset.All]);
        Define(
            issuer.Completes(CompletionSource.FreeText), subject.Completes(CompletionSource.FreeText), audience, claims,
            name.Completes(CompletionSource.FreeText), reusable, role, workspace.Completes(Names.Workspaces));
    }

    protected override async Task<int> ExecuteAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var server = (await Context.Client.DescribeStoreAsync(cancellationToken)).Location;
        var wanted = Read(result, result.GetValue(audience) ?? server);
        var owner = await result.GetServiceAccountAsync(Context, account, cancellationToken);
        var created = await Context.Client.ServiceAccounts.Trusts.CreateAsync(owner.Id, wanted, cancellationToken);
        Context.Writer.Say($"'{owner.Name}' now trusts tokens of {created.Issuer} for {created.Subject}, as '{created.Name}'.");
        return ExitCodes.Success;
    }

    private NewTrust Read(ParseResult result, string forAudience)
    {
        var given = (Issuer: result.GetValue(issuer), Subject: result.GetValue(subject));
        var trust = preset.Read(result, forAudience, given.Issuer)
            ?? new NewTrust(HostOf(given.Issuer), Require(given.Issuer, issuer), Require(given.Subject, subject), forAudience);
        return trust with
        {
            Name = result.GetValue(name) ?? trust.Name,
            Subject = given.Subject ?? trust.Subject,
            Claims = ReadClaims(result, trust.Claims),
            IsReusable = trust.IsReusable || result.GetValue(reusable),
            Role = AccessTexts.FindRole(result.GetValue(role)),
            Workspace = result.GetValue(workspace),
        };
    }

    private Dictionary<string, string> ReadClaims(ParseResult result, IReadOnlyDictionary<string, string> ofPreset)
    {
        var read = new Dictionary<string, string>(ofPreset, StringComparer.Ordinal);
        foreach (var claim in result.GetValue(claims) ?? [])
        {
            var equals = claim.IndexOf('=', StringComparison.Ordinal);
            if (equals < 1)
            {
                throw new ZenException(ErrorCode.InvalidArgument, $"--claim takes NAME=VALUE, such as ref_protected=true, not '{claim}'.");
            }

            read[claim[..equals]] = claim[(equals + 1)..];
        }

        return read;
    }

    private static string Require(string? value, Option option) => value ?? throw new ZenException(
        ErrorCode.InvalidArgument, $"{option.Name} is missing. Use --preset, or --issuer and --subject.");

    private static string HostOf(string? address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var parsed) && parsed.Host.Length > 0 ? parsed.Host : "trust";
}
