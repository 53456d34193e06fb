using System.Net;
using UploadProcessing.Samples.SequenceTest;

var builder = WebApplication.CreateBuilder(args);
builder.AddTelemetry();
builder.Services.AddHealthChecks();
builder.Services.AddHttpClient("stock", client => client.BaseAddress = new Uri(builder.Configuration["STOCK_URL"]!));

var app = builder.Build();
app.MapHealthChecks("/health");
app.MapPost("/orders", async (string item, IHttpClientFactory clients) =>
{
    using var stock = clients.CreateClient("stock");
    using var answer = await stock.GetAsync($"/items/{Uri.EscapeDataString(item)}");
    return answer.StatusCode == HttpStatusCode.OK ? Results.Created("/orders/1", new { item }) : Results.Conflict();
});
app.Run();
