using UploadProcessing.Samples.SequenceTest;

var builder = WebApplication.CreateBuilder(args);
builder.AddTelemetry();
builder.Services.AddHealthChecks();

var app = builder.Build();
app.MapHealthChecks("/health");
app.MapGet("/items/{name}", (string name) => name == "lamp" ? Results.Ok(new { name, left = 3 }) : Results.NotFound());
app.Run();
