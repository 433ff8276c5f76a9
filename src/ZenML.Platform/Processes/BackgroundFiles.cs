namespace ZenML.Platform.Processes;

/// <summary>The files of the server that runs in the background, in the configuration folder of who started it.</summary>
/// <param name="Folder">The folder.</param>
internal sealed record BackgroundFiles(string Folder)
{
    /// <summary>Where the server writes its log.</summary>
    public string Log => Path.Combine(Folder, "zenml-dotnet.server.log");

    /// <summary>Locked by the command that starts or stops the server.</summary>
    public string Lock => Path.Combine(Folder, "zenml-dotnet.server.lock");

    /// <summary>Which process the server is.</summary>
    public string State => Path.Combine(Folder, "zenml-dotnet.server.pid");

    /// <summary>How the server ended: the number of its process and its exit code. One that is killed writes none.</summary>
    public string End => Path.Combine(Folder, "zenml-dotnet.server.end");
}
