using ZenML.Core.Resources;
using ZenML.Core.Secrets;
using ZenML.Core.Secrets.Edits;

namespace ZenML.Client.Masking;

/// <summary>Reports each value that an edit writes to an observer.</summary>
internal sealed class ObservedSecretEdits(ISecretEditService edits, Action<SensitiveString> observe) : ISecretEditService
{
    public Task<EditedSecret> EditAsync(Id<Secret> id, SecretUpdate update, CancellationToken cancellationToken)
    {
        Observe(update.Set);
        return edits.EditAsync(id, update, cancellationToken);
    }

    public Task<EditedSecret> SetAsync(NewSecret secret, long? ifVersion, CancellationToken cancellationToken)
    {
        Observe(secret.Values);
        return edits.SetAsync(secret, ifVersion, cancellationToken);
    }

    private void Observe(SecretValues values)
    {
        foreach (var value in values.Values)
        {
            observe(value);
        }
    }
}
