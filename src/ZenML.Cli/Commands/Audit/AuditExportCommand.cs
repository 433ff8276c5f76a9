using System.CommandLine;
using ZenML.Cli.CommandLine;
using ZenML.Cli.Completion;
using ZenML.Core.Auditing;
using ZenML.Core.Auditing.Chains;
using ZenML.Core.Querying;

namespace ZenML.Cli.Commands.Audit;

/// <summary><c>zenml audit export</c>.</summary>
internal sealed class AuditExportCommand : BaseCommand
{
    private static readonly TimeSpan FollowInterval = TimeSpan.FromSeconds(2);

    private readonly Argument<string> file = new("FILE")
    {
        Description = "The file to write, - for standard output, or with --format otlp the address of a collector (OTLP/HTTP).",
    };

    private readonly Option<string> format = new("--format")
    {
        Description = "The format: jsonl (JSON lines, which 'zenml audit verify' can verify), cef (Common Event Format) or otlp "
            + "(OpenTelemetry logs).",
        HelpName = "jsonl|cef|otlp",
        DefaultValueFactory = _ => AuditSink.JsonLines,
    };

    private readonly Option<string?> since = new("--since")
    {
        Description = "Export only what is from this time or later: a span such as 7d, or a UTC time such as 2026-11-30.",
        HelpName = "SPAN|TIME",
    };

    private readonly Option<string?> action = new("--action") { Description = "Export only this action.", HelpName = "ACTION" };

    private readonly Option<string?> outcome = new("--outcome") { Description = "Export only this outcome.", HelpName = "OUTCOME" };

    private readonly Option<bool> follow = new("--follow") { Description = "Go on and export new records until you stop the command." };

    private readonly Option<bool> force = new("--force") { Description = "Overwrite the file if it exists." };

    private readonly AuditFilters filters = new();

    public AuditExportCommand(CliContext context)
        : base(context, "export", Example.Of(
            "Write the audit log to a file that only you can read, to standard output or to a collector, oldest first. Only "
                + "administrators can do this. Without filters, JSON lines have the proof that 'zenml audit verify' checks.",
            "zenml audit export audit.jsonl",
            "zenml audit export - --format cef --follow",
            "zenml audit export http://localhost:4318 --format otlp --follow",
            "zenml audit export refused.jsonl --outcome refused --since 7d"))
    {
        format.AcceptOnlyFromAmong(AuditSink.JsonLines, AuditSink.Cef, AuditSink.Otlp);
        action.AcceptOnlyFromAmong([.. AuditTexts.ActionWords]);
        outcome.AcceptOnlyFromAmong([.. AuditTexts.OutcomeWords]);
        Define(
            file.Completes(CompletionSource.File), format, filters.Secret, filters.By, filters.Workspace, action, outcome,
            since.Completes(CompletionSource.FreeText), follow, force);
    }

    protected override async Task<int> ExecuteAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var query = new ListQuery();
        await filters.AddAsync(result, Context, query, cancellationToken);
        foreach (var (field, option) in new[] { ("action", action), ("outcome", outcome) })
        {
            if (result.GetValue(option) is { } word)
            {
                query[field] = word;
            }
        }

        var begin = result.GetValue(since) is { } text ? TimeText.ReadSince(text, Context.ClientOptions.Clock) : (DateTimeOffset?)null;
        var isFiltered = begin is not null || query.Any();
        var matches = AuditFilters.Match(query);
        var statement = await Context.Client.Audit.DescribeAsync(cancellationToken);
        var path = result.GetRequiredValue(file);
        await using var sink = AuditSink.Open(
            Context, path, result.GetRequiredValue(format), result.GetValue(force), isFiltered ? null : statement);
        Func<AuditRecord, bool> isWanted = isFiltered
            ? record => (begin is not { } time || AuditTimes.Time(record.Created) >= time) && IsMatch(record, matches)
            : _ => true;
        await ExportAsync(statement, sink, isWanted, result.GetValue(follow), cancellationToken);
        await sink.FlushAsync(cancellationToken);
        if (path != "-")
        {
            Context.Writer.Say($"Exported {Core.Text.Number.Of(sink.Records, "record")} to '{path}'.");
        }

        return ExitCodes.Success;
    }

    private async Task ExportAsync(
        AuditStatement statement, AuditSink sink, Func<AuditRecord, bool> isWanted, bool follows, CancellationToken cancellationToken)
    {
        var exports = new List<ChainExport>();
        foreach (var end in statement.Ends.OrderByDescending(end => end.IsOlder))
        {
            var export = new ChainExport(Context.Client.Audit, new AuditChain(end.Chain, end.IsOlder), sink, isWanted);
            await export.WriteAllAsync(cancellationToken);
            exports.Add(export);
        }

        while (follows)
        {
            await sink.FlushAsync(cancellationToken);
            await Task.Delay(FollowInterval, Context.ClientOptions.Clock, cancellationToken);
            foreach (var export in exports.Where(export => !export.IsOlder))
            {
                await (sink.HasProof ? export.WriteSignedAsync(cancellationToken) : export.WriteAllAsync(cancellationToken));
            }
        }
    }

    /// <remarks>What cannot be read as an event was changed: it is exported, so that it is seen.</remarks>
    private static bool IsMatch(AuditRecord record, Func<AuditEvent, bool> matches)
    {
        try
        {
            return matches(record.ToEvent());
        }
        catch (FormatException)
        {
            return true;
        }
    }
}
