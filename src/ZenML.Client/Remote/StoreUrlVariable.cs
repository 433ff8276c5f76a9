using ZenML.Core.Errors;

namespace ZenML.Client.Remote;

/// <summary>
/// Parses <c>ZENML_STORE_URL</c> for clients. An invalid value is an error and never falls back to the local store, where data
/// for a server would be written silently.
/// </summary>
internal static class StoreUrlVariable
{
    private static readonly string[] Databases = ["sqlite", "postgresql", "postgres", "mysql", "mariadb"];

    /// <summary>Parses the value.</summary>
    /// <param name="value">The value, not empty.</param>
    /// <returns>The address of a server.</returns>
    /// <exception cref="ZenException">
    /// <see cref="ErrorCode.InvalidArgument"/>; the message does not show the value, which may contain a password.
    /// </exception>
    public static string Read(string value)
    {
        if (NamesDatabase(value))
        {
            throw Mistake(
                "is the URL of a database. Only a server can open it",
                "Start a server with it (zenml serve or zenml up), and unset it here");
        }

        try
        {
            return ServerAddress.Parse(value).ToString();
        }
        catch (ZenException)
        {
            throw Mistake(
                "must be the address of a server, such as https://zenml.example.com or http://127.0.0.1:8237, without a user, "
                    + "password or query",
                "Correct it, or unset it to use the server of 'zenml connect', otherwise the local store");
        }
    }

    /// <remarks>The scheme can include a driver, as in <c>mysql+pymysql</c>.</remarks>
    private static bool NamesDatabase(string value) =>
        Databases.Contains(value.TrimStart().Split(':')[0].Split('+')[0], StringComparer.OrdinalIgnoreCase);

    private static ZenException Mistake(string wrong, string next) =>
        new(ErrorCode.InvalidArgument, $"{ZenClientOptions.ServerVariable} {wrong}. Nothing was done. {next}.");
}
