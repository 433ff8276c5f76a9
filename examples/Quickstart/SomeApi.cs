namespace Quickstart;

/// <summary>Stands for a service that requires a user name and a password. It works offline.</summary>
internal static class SomeApi
{
    public static (string User, DateTimeOffset Until) Authenticate(string userName, string password) => password.Length > 0
        ? (userName, TimeProvider.System.GetUtcNow().AddHours(1))
        : throw new UnauthorizedAccessException("The password is empty.");
}
