namespace ZenML.Core.Access;

/// <summary>What can have roles and grants.</summary>
public enum AccessHolderKind
{
    /// <summary>A user or a service account.</summary>
    Account,

    /// <summary>A group of accounts.</summary>
    Group,
}
