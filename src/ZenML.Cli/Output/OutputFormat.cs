namespace ZenML.Cli.Output;

/// <summary>The output format of commands that read.</summary>
internal enum OutputFormat
{
    /// <summary>For people.</summary>
    Table,

    /// <summary>For programs.</summary>
    Json,

    /// <summary>For people and programs.</summary>
    Yaml,

    /// <summary>One name per line, for scripts.</summary>
    Name,

    /// <summary>Lines <c>KEY=VALUE</c>, as in a <c>.env</c> file. Only where there are values.</summary>
    Env,
}
