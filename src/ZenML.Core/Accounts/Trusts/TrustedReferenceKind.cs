namespace ZenML.Core.Accounts.Trusts;

/// <summary>By what trusted runs of a repository are told apart.</summary>
public enum TrustedReferenceKind
{
    /// <summary>Runs for a branch.</summary>
    Branch,

    /// <summary>Runs for a tag.</summary>
    Tag,

    /// <summary>Runs that deploy to an environment, which can have rules of its own.</summary>
    Environment,
}
