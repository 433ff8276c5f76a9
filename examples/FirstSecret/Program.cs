using ZenML.Client;
using ZenML.Core.Secrets;

await using var client = ZenClient.Open();
await client.Secrets.CreateAsync("first_secret", new() { ["username"] = "admin", ["password"] = "abc123" });
Secret secret = await client.Secrets.GetAsync("first_secret");
Console.Out.WriteLine($"{secret["username"].Reveal()} has the password {secret["password"]}.");
await client.Secrets.DeleteAsync("first_secret");
