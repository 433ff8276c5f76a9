using ZenML.Client;
using ZenML.Core.Errors;
using ZenML.Core.Secrets.References;

namespace ZenML.Cli.Commands.Delivery;

/// <summary>Collects everything that does not resolve, to report it together.</summary>
internal sealed class MissingLines
{
    private readonly List<string> lines = [];
    private readonly List<SecretReference> references = [];
    private readonly List<string> secrets = [];

    /// <summary>Adds a place of a reference.</summary>
    public void Add(ReferencePlace place, ReferenceOutcome outcome)
    {
        lines.Add(MessageText.Of($"  {place.Reference}  ({place.Place:raw}: {outcome.Describe()})"));
        references.Add(place.Reference);
    }

    /// <summary>Adds a secret whose keys are wanted.</summary>
    public void AddSecret(string name, ReferenceOutcome outcome)
    {
        lines.Add(MessageText.Of($"  {name}  (--secret: {outcome.Describe()})"));
        if (outcome == ReferenceOutcome.SecretMissing)
        {
            secrets.Add(name);
        }
    }

    /// <summary>Makes sure that nothing was added.</summary>
    /// <param name="introduction">The first line of the error.</param>
    /// <param name="client">The store, which is asked for hints.</param>
    /// <param name="cancellationToken">Cancels the search for hints.</param>
    /// <exception cref="ZenException"><see cref="ErrorCode.MissingSecrets"/>.</exception>
    public async Task EnsureNoneAsync(string introduction, ZenClient client, CancellationToken cancellationToken)
    {
        if (lines.Count > 0)
        {
            var hints = await ReferenceHints.FindAsync(client, references, secrets, cancellationToken);
            throw new ZenException(ErrorCode.MissingSecrets, string.Join(Environment.NewLine, [introduction, .. lines, .. hints]));
        }
    }
}
