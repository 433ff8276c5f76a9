using ZenML.Core.Errors;
using ZenML.Core.Secrets.References;
using ZenML.Core.Stacks.Components;

namespace ZenML.Cli.Commands.Components;

/// <summary>Warns of references that were probably meant otherwise. They are never an error: secrets can be created later.</summary>
internal static class ReferenceWarnings
{
    /// <summary>
    /// Warns of references whose key does not exist, of those whose secret does not exist but another has nearly that name, and of those
    /// inside a longer text.
    /// </summary>
    /// <param name="context">What every command is given.</param>
    /// <param name="component">A component that was registered or changed, with the attributes that were given.</param>
    /// <param name="cancellationToken">Cancels the check.</param>
    public static async Task WarnAsync(CliContext context, Component component, CancellationToken cancellationToken)
    {
        WarnOfTexts(context, ReferenceInText.In(component));
        SecretReference[] references = [.. ReferenceUse.In(component).Select(use => use.Reference).Distinct()];
        if (references.Length == 0)
        {
            return;
        }

        try
        {
            foreach (var (reference, outcome, nearest) in await context.Client.SecretUsages.SuggestAsync(references, cancellationToken))
            {
                var hint = nearest is null ? "" : MessageText.Of($" Did you mean '{nearest}'?");
                if (outcome == ReferenceOutcome.KeyMissing)
                {
                    context.Writer.Warn($"The secret '{reference.Name}' has no key '{reference.Key}'.{hint:raw}");
                }
                else if (nearest is not null)
                {
                    context.Writer.Warn($"There is no secret '{reference.Name}'.{hint:raw}");
                }
            }
        }
        catch (ZenException)
        {
            // The component was already stored. Whether its references resolve is checked again before a run.
        }
    }

    /// <summary>Warns of texts that contain a reference and are not resolved.</summary>
    public static void WarnOfTexts(CliContext context, IEnumerable<ReferenceInText> texts)
    {
        foreach (var text in texts)
        {
            context.Writer.Warn(
                $"The attribute '{text.Attribute}' of the {text.Type.Words()} '{text.Component}' has a reference inside a longer text. "
                + $"Only an attribute that is exactly one reference, {{{{secret.key}}}}, is resolved.");
        }
    }
}
