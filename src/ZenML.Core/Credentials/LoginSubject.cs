using System.Security.Cryptography;
using System.Text;
using ZenML.Core.Users;

namespace ZenML.Core.Credentials;

/// <summary>What failed logins are counted for: an account and an address, as one hash, so that nothing that someone typed is kept.</summary>
internal static class LoginSubject
{
    /// <summary>For an account.</summary>
    public static string Of(User user, string? address) => Hash($"account\n{user.Id}\n{address}");

    /// <summary>For an API key.</summary>
    public static string Of(Id<ApiKey> key, string? address) => Hash($"key\n{key}\n{address}");

    /// <summary>For a name that no account has.</summary>
    public static string Unknown(string name, string? address) => Hash($"unknown\n{name}\n{address}");

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
