using ZenML.Core.Errors;
using ZenML.Core.Secrets.References;
using ZenML.Core.Stacks.Configurations;

namespace ZenML.Cli.Commands.Components;

/// <summary>Warns of references that were probably mistyped. They are never an error: secrets can be created later.</summary>
internal static class ReferenceWarnings
{
    /// <summary>
    /// Warns of references whose key does not exist, and of those whose secret does not exist but another has nearly that name.
    /// </summary>
    /// <param name="context">What every command is given.</param>
    /// <param name="configuration">The attributes of a component that was registered or changed.</param>
    /// <param name="cancellationToken">Cancels the check.</param>
    public static async Task WarnAsync(CliContext context, ConfigurationMap configuration, CancellationToken cancellationToken)
    {
        SecretReference[] references = [.. ReferenceUse.In(configuration, "").Select(use => use.Reference).Distinct()];
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
}
