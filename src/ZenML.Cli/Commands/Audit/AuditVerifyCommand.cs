using System.CommandLine;
using System.Globalization;
using ZenML.Cli.CommandLine;
using ZenML.Cli.Completion;
using ZenML.Cli.Output;
using ZenML.Core.Auditing.Chains;
using ZenML.Core.Errors;
using ZenML.Core.Stacks.Configurations;
using ZenML.Core.Text;

namespace ZenML.Cli.Commands.Audit;

/// <summary><c>zenml audit verify</c>.</summary>
internal sealed class AuditVerifyCommand : BaseCommand
{
    private readonly Argument<string?> file = new("FILE")
    {
        Description = "A file that 'zenml audit export' wrote. Default: the audit log of the store in use.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<string?> key = new("--key")
    {
        Description = "The fingerprint of the key that must have signed it, as an earlier verification showed it.",
        HelpName = "FINGERPRINT",
    };

    private readonly Option<string> output = CommonOptions.Output();

    public AuditVerifyCommand(CliContext context)
        : base(context, "verify", Example.Of(
            "Check that no record of the audit log was changed, removed, inserted or moved, and name the first that was. The exit code "
                + "is 1 if there is one. Only administrators can verify a store; a file needs neither a store nor a login.",
            "zenml audit verify",
            "zenml audit verify audit.jsonl",
            "zenml audit verify audit.jsonl --key 5f0c…")) =>
        Define(file.Completes(CompletionSource.File), key.Completes(CompletionSource.FreeText), output);

    protected override async Task<int> ExecuteAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var path = result.GetValue(file);
        var verification = await Context.Progress.ShowAsync(
            "Verifying",
            () => path is null
                ? Context.Client.Audit.VerifyAsync(cancellationToken)
                : AuditFile.VerifyAsync(Context.Environment, path, cancellationToken));
        if (result.GetValue(key) is { } expected
            && !string.Equals(expected.Trim(), verification.KeyId, StringComparison.OrdinalIgnoreCase))
        {
            throw new ZenException(
                ErrorCode.InvalidArgument,
                $"The audit log is signed by another key: {verification.KeyId}. So nothing in it is proved.");
        }

        var format = result.GetFormat(output);
        if (format is OutputFormat.Table or OutputFormat.Name)
        {
            foreach (var problem in verification.Problems)
            {
                Context.Writer.WriteLine(Printable.Line(Describe(problem)));
            }
        }
        else
        {
            Context.Writer.WriteDocument(DocumentOf(verification), format);
        }

        Say(verification, path is not null && result.GetValue(key) is null);
        return verification.IsSound ? ExitCodes.Success : ExitCodes.Failure;
    }

    private void Say(AuditVerification verification, bool trustsFile)
    {
        if (verification.Unchained > 0 && verification.IsSound)
        {
            Context.Writer.Say(
                $"Records of older versions that are not protected yet: {verification.Unchained}. They are added in the background.");
        }

        if (verification.Unsigned > 0)
        {
            Context.Writer.Say($"Records at the end that are not signed yet: {verification.Unsigned}. A server signs every minute.");
        }

        if (verification.Deleted > 0)
        {
            Context.Writer.Say($"Records that were deleted because of their age: {verification.Deleted}.");
        }

        Context.Writer.Say($"Signed by the key {verification.KeyId}.");
        if (trustsFile)
        {
            Context.Writer.Say("Compare the key with that of the store: anyone can write a file that is signed by a key of their own.");
        }

        var checkedRecords = Number.Of(verification.Records, "record");
        if (!verification.IsSound)
        {
            Context.Writer.Error($"The audit log was changed. Checked {checkedRecords}.");
            return;
        }

        Context.Writer.Say($"The audit log is what was written. Checked {checkedRecords}.");
    }

    private static string Describe(AuditProblem problem) =>
        (problem.Chain.Length == 0 ? problem.Text : $"{problem.Chain}: {problem.Text}")
        + (problem.RecordId is { } id ? $", id {id}" : "");

    private static ConfigurationMap DocumentOf(AuditVerification verification) => new()
    {
        ["sound"] = verification.IsSound,
        ["records"] = verification.Records,
        ["deleted"] = verification.Deleted,
        ["unsigned"] = verification.Unsigned,
        ["unchained"] = verification.Unchained,
        ["last_signed"] = Optional.Document(verification.LastSigned is { } time ? Times.Text(time) : null),
        ["key"] = verification.KeyId,
        ["problem_count"] = verification.ProblemCount,
        ["problems"] = new ConfigurationList(verification.Problems.Select(problem => (ConfigurationValue)new ConfigurationMap
        {
            ["chain"] = problem.Chain,
            ["position"] = problem.Position.ToString(CultureInfo.InvariantCulture),
            ["id"] = Optional.Document(problem.RecordId),
            ["problem"] = problem.Text,
        })),
    };
}
