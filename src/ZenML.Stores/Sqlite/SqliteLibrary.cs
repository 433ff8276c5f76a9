using System.Reflection;
using System.Runtime.InteropServices;
using SQLitePCL;
using ZenML.Core.Errors;

namespace ZenML.Stores.Sqlite;

/// <summary>Loads SQLite.</summary>
internal static class SqliteLibrary
{
    private const string Name = "e_sqlite3";

    private static readonly Lazy<bool> Loaded = new(Load);

    private static string FileName =>
        OperatingSystem.IsWindows() ? $"{Name}.dll" : OperatingSystem.IsMacOS() ? $"lib{Name}.dylib" : $"lib{Name}.so";

    /// <summary>Loads the library beside a published program, else the one that the framework finds.</summary>
    /// <exception cref="ZenException">It is nowhere.</exception>
    /// <remarks>The framework tries dozens of folders under other names before the right one, at the start of every command.</remarks>
    public static void EnsureLoaded() => _ = Loaded.Value;

    private static bool Load()
    {
        NativeLibrary.SetDllImportResolver(typeof(SQLite3Provider_e_sqlite3).Assembly, Resolve);
        try
        {
            Batteries_V2.Init();
            Configure();
        }
        catch (Exception exception) when (
            exception is DllNotFoundException
                or TypeInitializationException { InnerException: DllNotFoundException } or BadImageFormatException)
        {
            throw new ZenException(ErrorCode.StoreUnavailable,
                $"SQLite cannot be loaded. The file '{FileName}' must be in the folder of the program, "
                + $"'{AppContext.BaseDirectory}'; copy or unpack both together.", exception);
        }

        return true;
    }

    /// <remarks>
    /// One unit of work at a time uses a connection, so connections need no locks of their own. The statistics of
    /// memory, which nobody reads, would make all connections queue for one lock at each allocation. If something else
    /// in the process has begun to use SQLite, it stays as it is, which is only slower.
    /// </remarks>
    private static void Configure()
    {
        _ = raw.sqlite3_config(raw.SQLITE_CONFIG_MULTITHREAD);
        _ = raw.sqlite3_config(raw.SQLITE_CONFIG_MEMSTATUS, 0);
    }

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? searchPath)
    {
        return name == Name && NativeLibrary.TryLoad(Path.Combine(AppContext.BaseDirectory, FileName), out var library) ? library : 0;
    }
}
