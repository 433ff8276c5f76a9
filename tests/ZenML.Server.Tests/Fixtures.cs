using ZenML.TestKit.Databases;

[assembly: AssemblyFixture(typeof(DatabaseServers))]
