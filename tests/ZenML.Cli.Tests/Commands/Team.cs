using ZenML.TestKit.Servers;

namespace ZenML.Cli.Tests.Commands;

/// <summary>A server, the machine of its administrator, and machines of people that a test adds.</summary>
internal sealed class Team : IAsyncDisposable
{
    private const string Password = "long enough";

    private readonly OwnServer server;

    private readonly List<CliHost> machines = [];

    private Team(OwnServer server) => this.server = server;

    /// <summary>The machine of the administrator, who is an owner of every workspace.</summary>
    public CliHost Admin { get; } = new();

    public static async Task<Team> StartAsync()
    {
        var team = new Team(await OwnServer.StartAsync());
        await team.ConnectAsync(team.Admin, TestAccounts.Administrator, team.server.Password);
        await team.RunAsync("role grant owner --to default --all-workspaces");
        return team;
    }

    /// <summary>Adds a user without any role.</summary>
    /// <returns>The user's machine.</returns>
    public async Task<CliHost> AddAsync(string name)
    {
        var created = await Admin.RunAsync(new FakeTerminal(Password, Password), "user", "create", name);
        Assert.True(created.ExitCode == 0, created.Error);
        await RunAsync($"role revoke --from {name} --all-workspaces --yes");
        var machine = new CliHost();
        machines.Add(machine);
        await ConnectAsync(machine, name, Password);
        return machine;
    }

    /// <summary>Adds a service account without any role.</summary>
    /// <returns>A machine that is logged in with its key.</returns>
    public async Task<CliHost> AddProgramAsync(string name)
    {
        var key = (await RunAsync($"service-account create {name}")).Out;
        await RunAsync($"role revoke --from service-account:{name} --all-workspaces --yes");
        var machine = new CliHost { Input = key.Trim() };
        machines.Add(machine);
        var connected = await machine.RunAsync("connect", "--url", server.Address, "--api-key", "@-");
        Assert.True(connected.ExitCode == 0, connected.Error);
        return machine;
    }

    /// <summary>Runs a command of the administrator, which must succeed.</summary>
    public Task<CliRun> RunAsync(string command) => RunAsync(Admin, command);

    /// <summary>Runs a command, which must succeed.</summary>
    public static async Task<CliRun> RunAsync(CliHost machine, string command)
    {
        var run = await machine.RunAsync(command.Split(' '));
        Assert.True(run.ExitCode == 0, $"{command}: {run.Error}");

        // Without the lines of tables.
        return run with { Out = run.Out.Replace('│', ' ').Replace('┃', ' ') };
    }

    /// <summary>Runs a command that must fail.</summary>
    /// <returns>The error.</returns>
    public static async Task<string> FailAsync(CliHost machine, string command)
    {
        var run = await machine.RunAsync(command.Split(' '));
        Assert.True(run.ExitCode == 1, $"{command}: {run.ExitCode} {run.Out} {run.Error}");
        return run.Error;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var machine in machines.Append(Admin))
        {
            machine.Dispose();
        }

        await server.DisposeAsync();
    }

    private async Task ConnectAsync(CliHost machine, string user, string password)
    {
        var connected = await machine.RunAsync(new FakeTerminal(password), "connect", "--url", server.Address, "--username", user);
        Assert.True(connected.ExitCode == 0, connected.Error);
    }
}
