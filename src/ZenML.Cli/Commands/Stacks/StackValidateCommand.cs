using System.CommandLine;
using ZenML.Cli.CommandLine;
using ZenML.Cli.Commands.Components;
using ZenML.Cli.Commands.Delivery;
using ZenML.Cli.Output;
using ZenML.Core.Errors;
using ZenML.Core.Querying.Lookups;
using ZenML.Core.Secrets.References;
using ZenML.Core.Stacks;
using ZenML.Core.Stacks.Configurations;
using ZenML.Core.Text;

namespace ZenML.Cli.Commands.Stacks;

/// <summary><c>zenml stack validate</c>.</summary>
internal sealed class StackValidateCommand : BaseCommand
{
    private readonly Argument<string?> name;
    private readonly Option<string> output = CommonOptions.Output();

    public StackValidateCommand(CliContext context)
        : base(context, "validate", Example.Of(
            "Check that all secret references of a stack resolve, as a run does before its first step. No value is "
                + "read. ZENML_SECRET_VALIDATION_LEVEL sets the level: SECRET_AND_KEY_EXISTS (the default), "
                + "SECRET_EXISTS or NONE.",
            "zenml stack validate tracked",
            "zenml stack validate --output json"))
    {
        name = StackChoice.Argument(context);
        Define(name, output);
    }

    protected override async Task<int> ExecuteAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var validation = await Context.Client.Stacks.FindAndValidateAsync(
            result.GetValue(name), LookupMode.Reading, cancellationToken: cancellationToken);
        var format = result.GetFormat(output);
        if (format == OutputFormat.Name)
        {
            Context.Writer.WriteNames(validation.Missing.Select(missing => missing.Secret).Distinct(StringComparer.Ordinal));
        }
        else if (format != OutputFormat.Table)
        {
            Context.Writer.WriteDocument(new ConfigurationList(validation.Missing.Select(missing => new ConfigurationMap
            {
                ["secret"] = missing.Secret,
                ["key"] = missing.Key,
                ["component"] = missing.Component,
                ["attribute"] = missing.Attribute,
            })), format);
        }

        foreach (var secret in validation.Expiring)
        {
            var hasExpired = secret.Expires <= Context.ClientOptions.Clock.GetUtcNow();
            Context.Writer.Warn(
                $"The secret '{secret.Name}' {(hasExpired ? "expired" : "expires")} on {secret.Expires.UtcDateTime:yyyy-MM-dd}. After you "
                + $"have changed its values: zenml secret update {ShellWord.Quote(secret.Name)} --expires DATE");
        }

        ReferenceWarnings.WarnOfTexts(Context, (await CompleteAsync(validation.Stack, cancellationToken)).FindReferencesInTexts());
        if (validation.Passes)
        {
            Context.Writer.Say(Describe(validation.Stack.Name));
            return ExitCodes.Success;
        }

        Context.Writer.Error(validation.Explain());
        var references = validation.Missing.Select(missing => new SecretReference(missing.Secret, missing.Key));
        foreach (var hint in await ReferenceHints.FindAsync(Context.Client, references, secrets: [], cancellationToken))
        {
            Context.Writer.Say(hint);
        }

        return ExitCodes.Failure;
    }

    /// <remarks>A server that checks the references itself sends the stack without the attributes of its components.</remarks>
    private async Task<Stack> CompleteAsync(Stack stack, CancellationToken cancellationToken) =>
        stack.Components.Any(component => component.Configuration.Count > 0)
            ? stack
            : await Context.Client.Stacks.GetAsync(stack.Id.ToString(), cancellationToken: cancellationToken);

    private string Describe(string stack)
    {
        var level = SecretValidationLevels.Parse(Context.Environment.Variable(SecretValidationLevels.EnvironmentVariable));
        return level switch
        {
            SecretValidationLevel.None =>
                MessageText.Of($"The stack '{stack}' was not checked: {SecretValidationLevels.EnvironmentVariable} is NONE."),
            SecretValidationLevel.SecretExists =>
                MessageText.Of($"The stack '{stack}' is ready: all the secrets that it refers to exist. Their keys were not checked."),
            _ => MessageText.Of($"The stack '{stack}' is ready: all its references resolve."),
        };
    }
}
