using ZenML.Core.Resources;
using ZenML.Core.Secrets;
using ZenML.Core.Secrets.Details;
using ZenML.Core.Secrets.Edits;

namespace ZenML.Client.Masking;

/// <summary>Reports each value that an edit writes to an observer.</summary>
internal sealed class ObservedSecretEdits(ISecretEditService edits, Action<SensitiveString> observe) : ISecretEditService
{
    public Task<EditedSecret> EditAsync(Id<Secret> id, SecretUpdate update, CancellationToken cancellationToken)
    {
        Observe(update.Set, update.Details);
        return edits.EditAsync(id, update, cancellationToken);
    }

    public Task<EditedSecret> SetAsync(NewSecret secret, long? ifVersion, CancellationToken cancellationToken)
    {
        Observe(secret.Values, secret.Details);
        return edits.SetAsync(secret, ifVersion, cancellationToken);
    }

    private void Observe(SecretValues values, SecretDetailsUpdate? details) => WrittenValues.ForEach(values, details, observe);
}
