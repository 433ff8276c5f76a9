namespace ZenML.Platform.Processes;

/// <summary>The files of a background server, in the configuration folder of the user who started it.</summary>
/// <param name="Folder">The folder.</param>
internal sealed record BackgroundFiles(string Folder)
{
    /// <summary>The log of the server.</summary>
    public string Log => Path.Combine(Folder, "zenml-dotnet.server.log");

    /// <summary>The lock of commands that start or stop the server.</summary>
    public string Lock => Path.Combine(Folder, "zenml-dotnet.server.lock");

    /// <summary>The process id of the server.</summary>
    public string State => Path.Combine(Folder, "zenml-dotnet.server.pid");

    /// <summary>The process id and exit code of a server that has exited. A killed server writes none.</summary>
    public string End => Path.Combine(Folder, "zenml-dotnet.server.end");
}
