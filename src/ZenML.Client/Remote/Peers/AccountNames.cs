using System.Globalization;

namespace ZenML.Client.Remote.Peers;

/// <summary>Names and ids of the accounts of this machine, from <c>/etc/passwd</c>.</summary>
internal static class AccountNames
{
    private const string AccountsFile = "/etc/passwd";

    /// <summary>Returns the id of an account by its name.</summary>
    public static uint? FindNumber(string name) =>
        Read().Where(account => account.Name == name).Select(account => (uint?)account.Number).FirstOrDefault();

    /// <summary>Returns the name of an account by its id; the id itself if it has no name.</summary>
    public static string Describe(uint number) =>
        Read().Where(account => account.Number == number).Select(account => account.Name).FirstOrDefault()
            ?? number.ToString(CultureInfo.InvariantCulture);

    private static IEnumerable<(string Name, uint Number)> Read()
    {
        IEnumerable<string> lines;
        try
        {
            lines = File.Exists(AccountsFile) ? File.ReadAllLines(AccountsFile) : [];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            lines = [];
        }

        foreach (var line in lines)
        {
            if (line.Split(':') is [var name, _, var text, ..]
                && uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            {
                yield return (name, number);
            }
        }
    }
}
