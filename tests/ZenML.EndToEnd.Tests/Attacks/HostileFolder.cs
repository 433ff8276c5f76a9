namespace ZenML.EndToEnd.Tests.Attacks;

/// <summary>
/// A folder with every file that the programs, the runtime or their libraries might read from a working directory.
/// </summary>
internal sealed class HostileFolder
{
    private static readonly DateTime LongAgo = new(2001, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    private readonly string[] files;

    /// <summary>Fills a folder.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="address">The address that its settings would have a server listen on.</param>
    public HostileFolder(string path, string address)
    {
        var settings = $$"""
            {
              "Urls": "{{address}}", "AllowedHosts": "nothing.example", "ForwardedHeaders_Enabled": true,
              "Kestrel": { "Endpoints": { "X": { "Url": "{{address}}" } } }, "Logging": { "LogLevel": { "Default": "Trace" } },
              "runtimeOptions": { "configProperties": { "System.GC.Server": true } }, "sdk": { "version": "1.0.0" }
            }
            """;
        string[] names =
        [
            "appsettings.json", "appsettings.Production.json", "hosting.json", "global.json", "zenml.json",
            "zenml.config", "zenml-server.json", "zenml.runtimeconfig.json", "zenml.runtimeconfig.dev.json",
            "zenml-server.runtimeconfig.json", "zenml.deps.json", "zenml-server.deps.json",
            "OTEL_DIAGNOSTICS.json", ".env", ".zenml", "zenml.toml", "zenml.yaml", "server.conf", "nuget.config",
            "openssl.cnf", ".pgpass", ".my.cnf", "my.cnf", "zenml-dotnet.db", "zenml-dotnet.keys.json",
            "zenml-dotnet.settings.json", "zenml-dotnet.credentials.json", "zenml-dotnet/zenml-dotnet.db",
            "zenml-dotnet/zenml-dotnet.settings.json", "zenml-dotnet/zenml-dotnet.credentials.json",
            ".config/zenml-dotnet/zenml-dotnet.db", ".config/zenml-dotnet/zenml-dotnet.settings.json",
            ".config/zenml-dotnet/zenml-dotnet.credentials.json", "libe_sqlite3.so", "e_sqlite3.so",
            "libsodium.so", "libc.so", "libc.so.6", "libssl.so.3", "libcrypto.so.3", "libSystem.Native.so",
            "libclrgc.so", "setsid", "sh", "dotnet", "zenml-server", "zenml-server.dll",
        ];
        files = [.. names.Select(name => Path.Combine(path, name))];
        foreach (var file in files)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, settings);
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            }
        }

        Forget();
    }

    /// <summary>The files that were read since then.</summary>
    public IEnumerable<string> Read => files.Where(file => File.GetLastAccessTimeUtc(file) != LongAgo);

    /// <summary>Whether the file system records access times. Not all do.</summary>
    public bool IsWatched()
    {
        File.ReadAllText(files[0]);
        var isWatched = Read.Any();
        Forget();
        return isWatched;
    }

    private void Forget()
    {
        foreach (var file in files)
        {
            File.SetLastAccessTimeUtc(file, LongAgo);
        }
    }
}
