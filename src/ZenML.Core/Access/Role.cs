namespace ZenML.Core.Access;

/// <summary>What an account can do in a workspace. Each role includes the ones before it.</summary>
public enum Role
{
    /// <summary>Sees names: of secrets and their keys, stacks, components and runs. Checks references. Reads no value.</summary>
    Viewer = 1,

    /// <summary>Also reads the values of workspace-scoped secrets, resolves references and records runs.</summary>
    Runner = 2,

    /// <summary>Also creates, changes and deletes.</summary>
    Editor = 3,

    /// <summary>Also manages the members of the workspace, who may read its restricted secrets, and deletes it.</summary>
    Owner = 4,
}
