using Microsoft.Extensions.Options;

var builder = WebApplication.CreateBuilder(args);
builder.Configuration.AddZenML(o =>
{
    o.Secrets.Add("shop");
    o.ReloadOnChange = true;
});
builder.Services.AddZenML();
builder.Services.AddHealthChecks().AddZenML();
builder.Services.Configure<ShopOptions>(builder.Configuration.GetSection("shop"));

var app = builder.Build();
app.MapGet("/", (IOptionsMonitor<ShopOptions> shop) => $"Today: {shop.CurrentValue.Offer}");
app.MapHealthChecks("/health");
app.Run();

internal sealed class ShopOptions
{
    public string Offer { get; set; } = "nothing";
}
