namespace ZenML.Core.Secrets;

/// <summary>Who a secret is for. Each scope is a name space of its own.</summary>
public enum SecretScope
{
    /// <summary>Everyone in the workspace.</summary>
    Workspace,

    /// <summary>Its owner alone. Nobody else can see, use, change or delete it.</summary>
    User,
}
