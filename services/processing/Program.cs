using UploadProcessing.ServiceDefaults;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.AddNatsClient("nats");      // its health check is this participant's: no connection, not ready
builder.AddNatsJetStream();

var app = builder.Build();
app.MapDefaultEndpoints();
app.Run();
