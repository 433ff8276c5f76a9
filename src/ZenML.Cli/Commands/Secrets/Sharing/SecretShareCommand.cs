using System.CommandLine;
using ZenML.Cli.CommandLine;
using ZenML.Cli.Completion;
using ZenML.Cli.Output;
using ZenML.Core.Access;
using ZenML.Core.Errors;
using ZenML.Core.Querying.Lookups;
using ZenML.Core.Secrets;
using ZenML.Core.Text;

namespace ZenML.Cli.Commands.Secrets.Sharing;

/// <summary><c>zenml secret share</c>.</summary>
internal sealed class SecretShareCommand : BaseCommand
{
    private readonly Argument<string> name = CommonArguments.ToChange("NAME_OR_ID");

    private readonly Option<string[]> holders = CommonOptions.Holders("--with", "An account or a group");

    private readonly Option<string> right = new("--can")
    {
        Description = "describe shows it without its values, read also its values, write also changes values and details.",
        HelpName = string.Join('|', AccessTexts.RightWords),
        Required = true,
    };

    private readonly Option<string?> until = new("--until")
    {
        Description = "When it ends: a span from now such as 2h or 7d, a date or a UTC time. Default: never.",
        HelpName = "SPAN|TIME",
    };

    private readonly Option<string?> scope = CommonOptions.Scope("Look only in this scope.");

    public SecretShareCommand(CliContext context)
        : base(context, "share", Example.Of(
            "Let accounts or groups use one secret, in place of what they were given before. They need no role in its workspace. A private "
                + "secret keeps its owner, and others name it OWNER/NAME.",
            "zenml secret share db --with ada --can read --until 2h",
            "zenml secret share db --with service-account:ci --with group:ops --can write"))
    {
        Define(name, holders, right, until, scope);
        name.Completes(Names.Secrets);
        right.AcceptOnlyFromAmong([.. AccessTexts.RightWords]);
    }

    protected override async Task<int> ExecuteAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var given = AccessTexts.FindRight(result.GetRequiredValue(right))!.Value;
        var end = result.GetValue(until) is { } text ? ReadUntil(text) : (DateTimeOffset?)null;
        await Context.Client.EnsureServerAsync(cancellationToken);
        var secret = await Context.FindSecretAsync(
            result.GetRequiredValue(name), result.GetScope(scope), LookupMode.Changing, cancellationToken);
        foreach (var holder in result.GetRequiredValue(holders).Distinct(StringComparer.Ordinal))
        {
            // Said one by one, so that it is clear what was shared if one of them fails.
            Say(await Context.Client.Secrets.ShareAsync(secret.Id, holder, given, end, cancellationToken));
        }

        return ExitCodes.Success;
    }

    private void Say(SharedSecret shared)
    {
        var (secret, holder) = (shared.Secret, NamedHolder.Of(shared.Grant).Text);
        var before = shared.Before is { } other ? MessageText.Of($" Before, it was {Describe(other)}.") : "";
        Context.Writer.Say($"Shared the secret '{secret.Name}' with '{holder}': {Describe(shared.Grant)}.{before:raw}");
        if (secret.Scope == SecretScope.User)
        {
            var reference = $"{secret.User.Name}/{secret.Name}";
            Context.Writer.Say($"Others name it '{reference}'. To read it: zenml secret get {ShellWord.Quote(reference):raw}");
        }
    }

    private static string Describe(SecretGrant grant) =>
        grant.Until is { } end ? $"{grant.Right.Text()} until {Times.Text(end)}" : grant.Right.Text();

    private DateTimeOffset ReadUntil(string text)
    {
        var clock = Context.ClientOptions.Clock;
        var end = TimeText.FindFuture(text, clock) ?? throw new ZenException(
            ErrorCode.InvalidArgument,
            $"--until must be a span such as 2h or 7d, a date such as 2027-01-31, or a UTC time such as 2027-01-31T08:00:00Z, not "
            + $"'{text}'.");
        return end > clock.GetUtcNow()
            ? end
            : throw new ZenException(ErrorCode.InvalidArgument, $"--until must be in the future, not '{text}'.");
    }
}
