using System.ComponentModel;
using ZenML.Client.Masking;
using ZenML.Core;
using ZenML.Core.Secrets.References;
using ZenML.Core.Stacks;

namespace ZenML.Client;

/// <summary>
/// What a library needs of a client to run code on its behalf, as ZenML.Pipelines does. Programs that only use secrets and stacks do not
/// need it.
/// </summary>
public class ClientRuntime
{
    private readonly ClientSession? session;

    internal ClientRuntime(ClientSession? session) => this.session = session;

    /// <summary>For a fake, which overrides the members that its test calls.</summary>
    protected ClientRuntime()
        : this(null)
    {
    }

    /// <summary>The clock of the client.</summary>
    public virtual TimeProvider Clock => Session.Options.Clock;

    private ClientSession Session => session ?? throw ResourceClient.NotOverridden();

    /// <summary>Returns how thoroughly references are checked before a run, from the options or the environment.</summary>
    /// <exception cref="Core.Errors.ZenException">The environment names an unknown level.</exception>
    public virtual SecretValidationLevel GetValidationLevel() => Session.Options.FindValidationLevel();

    /// <summary>
    /// Returns which store the client uses and as whom, without a request: for what a library keeps about a store and must not use for
    /// another one. Each call returns the same text. It is no secret, and not for people. A workspace that was chosen by name is identified
    /// by that name only.
    /// </summary>
    /// <exception cref="Core.Errors.ZenException">The settings or the login cannot be read.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public virtual string Identify() => Session.Identify();

    /// <summary>Returns the active stack of the active workspace.</summary>
    /// <exception cref="Core.Errors.ZenException">It or the workspace no longer exists.</exception>
    public virtual Task<Stack> GetStackAsync(CancellationToken cancellationToken = default) => Session.GetStackAsync(cancellationToken);

    /// <summary>
    /// Opens the store and returns its services, which take the workspace of each call as an argument. Values that pass through them are
    /// masked in every open <see cref="MaskingScope"/> of the client.
    /// </summary>
    /// <exception cref="Core.Errors.ZenException">The store cannot be opened.</exception>
    public virtual ValueTask<IZenServices> OpenAsync(CancellationToken cancellationToken = default) => Session.OpenAsync(cancellationToken);

    /// <summary>Returns a client that shares the store of this one and leaves it open when it is disposed.</summary>
    public virtual ZenClient Share() => new(Session.Share());

    /// <summary>Checks the references of a stack's components together with others. Reads no value; one round trip.</summary>
    /// <param name="stack">The stack.</param>
    /// <param name="others">References outside the stack, for example in settings.</param>
    /// <param name="level">How thoroughly to check.</param>
    /// <param name="cancellationToken">Cancels the check.</param>
    public virtual Task<StackValidation> ValidateAsync(
        Stack stack, IEnumerable<ReferenceUse> others, SecretValidationLevel level, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(stack);
        ArgumentNullException.ThrowIfNull(others);
        return StackValidation.OfAsync(Session, stack, others, level, cancellationToken);
    }

    /// <summary>Masks the values that pass through the client, in a log and on the console, until the result is disposed.</summary>
    /// <param name="log">The log to write to.</param>
    public virtual MaskingScope Mask(TextWriter log)
    {
        ArgumentNullException.ThrowIfNull(log);
        return Session.Mask(log);
    }
}
