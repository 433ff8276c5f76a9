using System.CommandLine;
using ZenML.Cli.CommandLine;
using ZenML.Cli.Output;
using ZenML.Core.Errors;
using ZenML.Core.Querying.Lookups;
using ZenML.Core.Secrets.References;
using ZenML.Core.Stacks.Configurations;

namespace ZenML.Cli.Commands.Stacks;

/// <summary><c>zenml stack validate</c>.</summary>
internal sealed class StackValidateCommand : Command
{
    public StackValidateCommand(CliContext context)
        : base("validate", Example.Of(
            "Check, as a run would before its first step, that every secret that a stack's components refer to is there. Reads no value. "
            + "ZENML_SECRET_VALIDATION_LEVEL chooses how thoroughly: SECRET_AND_KEY_EXISTS (the default), SECRET_EXISTS or NONE.",
            "zenml stack validate tracked",
            "zenml stack validate --output json"))
    {
        var name = StackChoice.Argument(context);
        var output = CommonOptions.Output();
        Arguments.Add(name);
        Options.Add(output);
        SetAction(async (result, cancellationToken) =>
        {
            var validation = await context.Client.Stacks.FindAndValidateAsync(
                result.GetValue(name), LookupMode.Reading, cancellationToken: cancellationToken);
            if (result.GetFormat(output) is not OutputFormat.Table and var format)
            {
                context.Writer.WriteDocument(new ConfigurationList(validation.Missing.Select(missing => new ConfigurationMap
                {
                    ["secret"] = missing.Secret,
                    ["key"] = missing.Key,
                    ["component"] = missing.Component,
                    ["attribute"] = missing.Attribute,
                })), format);
            }

            if (validation.Passes)
            {
                context.Writer.Say(Describe(validation.Stack.Name));
                return ExitCodes.Success;
            }

            context.Writer.Error(validation.Explain());
            return ExitCodes.Failure;
        });

        string Describe(string stack) => SecretValidationLevels.Parse(context.Environment.Variable(SecretValidationLevels.EnvironmentVariable)) switch
        {
            SecretValidationLevel.None =>
                MessageText.Of($"Nothing of the stack '{stack}' was checked: {SecretValidationLevels.EnvironmentVariable} is NONE."),
            SecretValidationLevel.SecretExists =>
                MessageText.Of($"The stack '{stack}' is ready: all secrets that it refers to exist. Their keys were not checked."),
            _ => MessageText.Of($"The stack '{stack}' is ready: all its references resolve."),
        };
    }
}
