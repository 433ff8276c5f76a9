using System.CommandLine;
using ZenML.Cli.CommandLine;
using ZenML.Cli.Completion;
using ZenML.Core.Auditing;
using ZenML.Core.Errors;
using ZenML.Core.Resources;

namespace ZenML.Cli.Commands.Audit;

/// <summary><c>zenml audit show</c>.</summary>
internal sealed class AuditShowCommand : BaseCommand
{
    private readonly Argument<string> id = new("ID") { Description = "The id of a record, as 'zenml audit list' shows it." };

    private readonly Option<string> output = CommonOptions.Output();

    public AuditShowCommand(CliContext context)
        : base(context, "show", Example.Of(
            "Show a record of the audit log. If its operation has several records, such as a read of many secrets, show all of them.",
            "zenml audit show 019ad6f4-21b0-7c1e-9c55-2f9d8f3a7b10")) =>
        Define(id.Completes(CompletionSource.FreeText), output);

    protected override async Task<int> ExecuteAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var text = result.GetRequiredValue(id);
        if (!Id<AuditEvent>.TryParse(text, out var parsed))
        {
            throw new ZenException(ErrorCode.InvalidArgument, $"'{text}' is not an id. Use one that 'zenml audit list' shows.");
        }

        var found = await Context.Client.Audit.GetAsync(parsed, cancellationToken);
        if (found is [{ PartOf: { } first }])
        {
            found = await Context.Client.Audit.GetAsync(first, cancellationToken);
        }

        // Each record stands for itself here.
        AuditEvent[] shown = [.. found.Select(audited => audited with { PartCount = null })];
        AuditData.Presentation.WriteWhole(Context.Writer, shown, result.GetFormat(output));
        return ExitCodes.Success;
    }
}
