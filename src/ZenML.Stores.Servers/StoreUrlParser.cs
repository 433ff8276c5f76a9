using System.Globalization;
using System.Text;
using ZenML.Core.Secrets;
using ZenML.Core.Text;

namespace ZenML.Stores.Servers;

/// <summary>Reads a <see cref="StoreUrl"/>. The framework's parser of URLs is no help here: it rewrites paths and passwords.</summary>
internal sealed class StoreUrlParser
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly List<string> mistakes = [];
    private bool saysHowToSecure;

    /// <summary>What is wrong, without a part of the text but names of options.</summary>
    public IReadOnlyList<string> Mistakes => mistakes;

    /// <summary>Parses a text. The result is valid only if there are no mistakes.</summary>
    public StoreUrl? Parse(string text)
    {
        var end = text.IndexOf("://", StringComparison.Ordinal);
        var kind = (end < 0 ? "" : text[..end].Split('+')[0]) switch
        {
            "sqlite" => StoreKind.Sqlite,
            "postgresql" or "postgres" => StoreKind.PostgreSql,
            "mysql" or "mariadb" => StoreKind.MySql,
            _ => (StoreKind?)null,
        };
        if (kind is null)
        {
            mistakes.Add("must begin with sqlite:///, postgresql:// or mysql://.");
            return null;
        }

        var rest = text[(end + 3)..];
        return kind == StoreKind.Sqlite ? ParseFile(rest) : ParseServer(kind.Value, rest) with { Scheme = text[..end] };
    }

    private StoreUrl? ParseFile(string rest)
    {
        if (rest.Length < 2 || rest[0] != '/' || rest.Contains('\0', StringComparison.Ordinal) || Path.GetFileName(rest).Length == 0)
        {
            mistakes.Add("must name a file: sqlite:////absolute/path or sqlite:///relative/path.");
            return null;
        }

        return StoreUrl.OfFile(rest[1..]);
    }

    private StoreUrl ParseServer(StoreKind kind, string rest)
    {
        var (beforeQuery, query) = Cut(rest, '?');
        var (authority, database) = Cut(beforeQuery, '/');
        var (user, password, address) = CutUser(authority);
        var (host, port) = CutPort(address);
        var url = new StoreUrl
        {
            Kind = kind,
            Host = Decode(host, "host"),
            Port = port,
            User = Decode(user ?? "", "user"),
            Password = password is null ? null : new SensitiveString(Decode(password, "password")),
            Database = Decode(database ?? "", "database"),
            Place = $"{address}/{database}",
        };
        url = WithCheckedCertificate((query ?? "").Split('&', StringSplitOptions.RemoveEmptyEntries).Aggregate(url, WithOption));
        if (url.Host.Length == 0)
        {
            mistakes.Add("must name a host.");
        }

        if (url.Database.Length == 0)
        {
            mistakes.Add("must name a database after the host: .../database.");
        }

        return url;
    }

    /// <summary>Who names the authorities wants the server's certificate to be checked by them.</summary>
    private StoreUrl WithCheckedCertificate(StoreUrl url)
    {
        if (url.RootCertificate is null)
        {
            return url;
        }

        if (!saysHowToSecure)
        {
            return url with { Tls = StoreTls.VerifyFull };
        }

        if (url.Tls is StoreTls.Disable or StoreTls.Prefer)
        {
            mistakes.Add("names trusted certificates and an sslmode that does not use them: omit the sslmode, or set it "
                + "to verify-full or verify-ca.");
        }

        // As the client library of PostgreSQL takes it.
        return url.Tls == StoreTls.Require ? url with { Tls = StoreTls.VerifyAuthority } : url;
    }

    private StoreUrl WithOption(StoreUrl url, string option)
    {
        var (encodedName, encodedValue) = Cut(option, '=');
        var name = Decode(encodedName, "query");
        var value = Decode((encodedValue ?? "").Replace('+', ' '), "query");
        switch (name)
        {
            case "sslmode" or "ssl_mode" or "ssl-mode":
                saysHowToSecure = true;
                return url with { Tls = ReadTls(name, value) };
            case "ssl_verify_server_cert":
                saysHowToSecure = true;
                return url with { Tls = ReadVerification(name, value) };
            case "sslrootcert" or "ssl_ca":
                return url with { RootCertificate = value };
            case "host" or "unix_socket":
                return url with { Host = value, Place = $"{value}/{url.Database}" };
            case "pool_size":
                return url with { PoolSize = ReadNumber(name, value, 2, 10_000) };
            case "connect_timeout":
                return url with { ConnectTimeout = TimeSpan.FromSeconds(ReadNumber(name, value, 1, 600)) };
            case "command_timeout":
                return url with { CommandTimeout = TimeSpan.FromSeconds(ReadNumber(name, value, 1, 600)) };
            case "charset":
                // Clients of MySQL are told this; here it is always utf8mb4.
                return url;
            default:
                mistakes.Add($"has an unknown "
                    + $"option{(name.Length is > 0 and <= 40 && name.All(char.IsAsciiLetterOrDigit) ? $", '{name}'" : "")}: "
                    + "the options are sslmode, sslrootcert (or ssl_ca), ssl_verify_server_cert, host, pool_size, "
                    + "connect_timeout and command_timeout.");
                return url;
        }
    }

    private StoreTls ReadTls(string name, string value)
    {
        switch (value.Replace('_', '-').ToLowerInvariant())
        {
            case "disable" or "disabled":
                return StoreTls.Disable;
            case "prefer" or "preferred" or "allow":
                return StoreTls.Prefer;
            case "require" or "required":
                return StoreTls.Require;
            case "verify-ca":
                return StoreTls.VerifyAuthority;
            case "verify-full" or "verify-identity":
                return StoreTls.VerifyFull;
            default:
                mistakes.Add($"has an option '{name}' that must be disable, prefer, require, verify-ca or verify-full.");
                return StoreTls.VerifyFull;
        }
    }

    /// <summary>What ZenML's own store has instead of an sslmode: whether the certificate must be for the host.</summary>
    private StoreTls ReadVerification(string name, string value)
    {
        if (bool.TryParse(value, out var verifies))
        {
            return verifies ? StoreTls.VerifyFull : StoreTls.Require;
        }

        mistakes.Add($"has an option '{name}' that must be true or false.");
        return StoreTls.VerifyFull;
    }

    private int ReadNumber(string name, string value, int least, int most)
    {
        if (int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
        {
            return number;
        }

        mistakes.Add(string.Create(
            CultureInfo.InvariantCulture,
            $"has an option '{name}' that must be a whole number from {least} to {most}."));
        return least;
    }

    private (string Host, int Port) CutPort(string address)
    {
        var isBracketed = address.StartsWith('[') && address.Contains(']', StringComparison.Ordinal);
        var hostEnd = isBracketed ? address.IndexOf(']', StringComparison.Ordinal) + 1 : address.IndexOf(':', StringComparison.Ordinal);
        if (hostEnd < 0 || hostEnd == address.Length)
        {
            return (address.Trim('[', ']'), 0);
        }

        if (address[hostEnd] == ':'
            && int.TryParse(address.AsSpan(hostEnd + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port)
            && port is > 0 and <= 65_535)
        {
            return (address[..hostEnd].Trim('[', ']'), port);
        }

        mistakes.Add(
            "must have a port from 1 to 65535 after the host's colon. Percent-encode each of : / ? # @ % in a user name or password.");
        return ("invalid", 0);
    }

    private string Decode(string text, string part)
    {
        try
        {
            var decoded = Strict.GetString(Unescape(text));
            if (UnicodeText.IsWellFormed(decoded) && !decoded.Any(char.IsControl))
            {
                return decoded;
            }
        }
        catch (Exception exception) when (exception is FormatException or ArgumentException)
        {
            // The cause could quote the text.
        }

        mistakes.Add($"has a {part} that is not correctly percent-encoded: two hexadecimal digits must follow "
            + $"each %, and the decoded text cannot contain control characters.");
        return "";
    }

    private static byte[] Unescape(string text)
    {
        var bytes = new List<byte>(text.Length);
        for (var index = 0; index < text.Length; index++)
        {
            if (text[index] == '%')
            {
                bytes.Add(index + 2 < text.Length ? Convert.FromHexString(text.AsSpan(index + 1, 2))[0] : throw new FormatException());
                index += 2;
            }
            else
            {
                var length = char.IsHighSurrogate(text[index]) && index + 1 < text.Length ? 2 : 1;
                bytes.AddRange(Strict.GetBytes(text.Substring(index, length)));
                index += length - 1;
            }
        }

        return [.. bytes];
    }

    private static (string? User, string? Password, string Address) CutUser(string authority)
    {
        var at = authority.LastIndexOf('@');
        if (at < 0)
        {
            return (null, null, authority);
        }

        var (user, password) = Cut(authority[..at], ':');
        return (user, password, authority[(at + 1)..]);
    }

    private static (string Before, string? After) Cut(string text, char separator)
    {
        var index = text.IndexOf(separator, StringComparison.Ordinal);
        return index < 0 ? (text, null) : (text[..index], text[(index + 1)..]);
    }
}
