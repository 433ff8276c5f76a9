using System.Data.Common;
using System.Diagnostics.CodeAnalysis;

namespace ZenML.TestKit.Databases;

/// <summary>How a database server is made in an empty folder, started and used.</summary>
internal abstract class ServerRecipe
{
    /// <summary>The account that the Debian package makes for the server.</summary>
    public abstract string Account { get; }

    /// <summary>Its name and package, for messages.</summary>
    public abstract string Description { get; }

    /// <summary>The scheme of URLs.</summary>
    public abstract string Scheme { get; }

    /// <summary>Whether the programs are installed.</summary>
    public abstract bool IsInstalled { get; }

    /// <summary>
    /// The script of the shell that makes the server's files and runs it: <c>$1</c> is the folder, <c>$2</c> the port,
    /// <c>$3</c> a file with what to run first.
    /// </summary>
    public abstract string Script { get; }

    /// <summary>The signal that stops the server at once. Its files are no longer needed.</summary>
    public abstract string StopSignal { get; }

    /// <summary>What the file <c>$3</c> has.</summary>
    public abstract string Preparation(string password);

    /// <summary>Connects.</summary>
    /// <param name="port">The server's.</param>
    /// <param name="password">The password of the account <c>zenml</c>.</param>
    /// <param name="database">The database; null for whichever there is.</param>
    public abstract Task<DbConnection> ConnectAsync(int port, string password, string? database);

    /// <summary>Creates an empty database.</summary>
    /// <param name="connection">A connection to the server.</param>
    /// <param name="name">Its name.</param>
    public static Task CreateDatabaseAsync(DbConnection connection, string name) => ExecuteAsync(connection, $"CREATE DATABASE {name}");

    /// <summary>Creates a database that has what another has.</summary>
    /// <param name="connection">A connection to the server.</param>
    /// <param name="from">The name of the other. Nobody is connected to it.</param>
    /// <param name="name">The name of the new one.</param>
    public abstract Task CopyDatabaseAsync(DbConnection connection, string from, string name);

    /// <summary>Runs statements.</summary>
    [SuppressMessage("Security", "CA2100", Justification = "The statements are the tests' own.")]
    protected static async Task ExecuteAsync(DbConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }

    protected static string? FindProgram(params string[] paths) => paths.FirstOrDefault(File.Exists);
}
