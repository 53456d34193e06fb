using UploadProcessing.Processing;
using UploadProcessing.ServiceDefaults;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.AddNatsClient("nats");      // its health check is this participant's: no connection, not ready
builder.AddNatsJetStream();
builder.AddUploadProcessing();

var app = builder.Build();
app.MapDefaultEndpoints();
app.Run();
