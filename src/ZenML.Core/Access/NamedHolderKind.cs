namespace ZenML.Core.Access;

/// <summary>What an account or a group is, for people and programs that tell users from service accounts.</summary>
public enum NamedHolderKind
{
    /// <summary>A user.</summary>
    User,

    /// <summary>A service account.</summary>
    ServiceAccount,

    /// <summary>A group of accounts.</summary>
    Group,
}
