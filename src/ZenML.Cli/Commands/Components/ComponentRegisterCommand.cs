using System.CommandLine;
using ZenML.Cli.CommandLine;
using ZenML.Cli.Completion;
using ZenML.Core.Errors;
using ZenML.Core.Stacks.Components;

namespace ZenML.Cli.Commands.Components;

/// <summary><c>zenml TYPE register</c>.</summary>
internal sealed class ComponentRegisterCommand : AttributeCommand
{
    private readonly ComponentType type;
    private readonly Argument<string> name = new("NAME") { Description = "The name of the new component." };
    private readonly Option<string> flavor = new("--flavor", "-f")
    {
        Description = "The name of the flavor.",
        HelpName = "FLAVOR",
        Required = true,
    };

    private readonly Option<string[]> labels = ComponentInput.Labels();
    private readonly Option<string?> connector = new("--connector", "-c")
    {
        Description = "Service connectors are not supported.",
        Hidden = true,
    };

    private readonly Option<string?> resource = new("--resource-id", "-r")
    {
        Description = "Service connectors are not supported.",
        Hidden = true,
    };

    public ComponentRegisterCommand(CliContext context, ComponentType type)
        : base(context, "register", Example.Of(
            $"Register {ComponentNoun.Article(type)} {type.Words()}. Set the attributes of its flavor with --KEY=VALUE. A value "
                + $"can be a secret reference, {{{{name.key}}}}, or @path for the contents of a file.",
            type == ComponentType.ExperimentTracker
                ? "zenml experiment-tracker register mlflow --flavor=mlflow "
                + "--tracking_username='{{mlflow_secret.username}}' --tracking_password='{{mlflow_secret.password}}'"
                : $"zenml {type.CommandName()} register my_{type.WireName()} --flavor=FLAVOR --KEY='{{{{my_secret.key}}}}'",
            $"zenml {type.CommandName()} flavor list"))
    {
        this.type = type;
        Define(name.Completes(CompletionSource.FreeText));
        AddAttributes(ComponentContents.AttributesOfFlavor(type), ComponentContents.ValuesOfFlavor(type));
        Define(flavor.Completes(Names.Flavors(type)), labels.Completes(CompletionSource.FreeText), connector, resource);
    }

    protected override async Task<int> ExecuteAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var attributes = RequireAttributes(result);
        if (result.GetValue(connector) is not null || result.GetValue(resource) is not null)
        {
            throw new ZenException(
                ErrorCode.InvalidArgument,
                "Service connectors are not supported. Pass credentials as attributes, with secret references.");
        }

        var component = await Context.Client.Components.RegisterAsync(
            type, result.GetRequiredValue(name), result.GetRequiredValue(flavor), ComponentInput.ToConfiguration(attributes),
            ComponentInput.ReadLabels(result.GetValue(labels)), cancellationToken);
        Context.Writer.Say($"Registered the {type.Words()} '{component.Name}'.");
        ComponentInput.WarnOfSlips(Context, attributes);
        await ReferenceWarnings.WarnAsync(Context, component, cancellationToken);
        return ExitCodes.Success;
    }
}
