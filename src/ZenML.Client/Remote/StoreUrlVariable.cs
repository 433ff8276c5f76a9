using ZenML.Core.Errors;

namespace ZenML.Client.Remote;

/// <summary>
/// What <c>ZENML_STORE_URL</c> names for a client: a server, or else a mistake. It never falls back to the local store,
/// where what was meant for a server would be written without a word.
/// </summary>
internal static class StoreUrlVariable
{
    private static readonly string[] Databases = ["sqlite", "postgresql", "postgres", "mysql", "mariadb"];

    /// <summary>Reads the value.</summary>
    /// <param name="value">The value, not empty.</param>
    /// <returns>The address of a server.</returns>
    /// <exception cref="ZenException">
    /// <see cref="ErrorCode.InvalidArgument"/>; the message does not repeat the value, which may hold a password.
    /// </exception>
    public static string Read(string value)
    {
        if (NamesDatabase(value))
        {
            throw Mistake(
                "names a database, which a server opens, not this command or program",
                "Run the server with it (zenml serve or zenml up), and unset it here");
        }

        try
        {
            return ServerAddress.Parse(value).ToString();
        }
        catch (ZenException)
        {
            throw Mistake(
                "is not the address of a server: one looks like https://zenml.example.com or http://127.0.0.1:8237, "
                    + "without a user, password or query",
                "Correct it, or unset it to use the server that 'zenml connect' chose, else the local store");
        }
    }

    /// <remarks>A driver can be named behind the kind, as in <c>mysql+pymysql</c>.</remarks>
    private static bool NamesDatabase(string value) =>
        Databases.Contains(value.TrimStart().Split(':')[0].Split('+')[0], StringComparer.OrdinalIgnoreCase);

    private static ZenException Mistake(string wrong, string next) =>
        new(ErrorCode.InvalidArgument, $"{ZenClientOptions.ServerVariable} {wrong}. Nothing was done. {next}.");
}
