using UploadProcessing.DataGateway;
using UploadProcessing.Relay;
using UploadProcessing.ServiceDefaults;
using UploadProcessing.ServiceDefaults.Http;
using UploadProcessing.ServiceDefaults.Kestrel;
using UploadProcessing.ServiceDefaults.Proxies;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.AddProxies();
builder.WebHost.ConfigureKestrel(TransferLimits.Apply);
builder.Services.AddHttpLimits().AddConnectionLimit().AddTransfersUnderWay();
builder.Services.AddTransferVerification().AddTransferTargets();
builder.Services.AddBodyRelay().AddBodylessForwarder().AddLargeBlocks();
builder.AddTus();

var app = builder.Build();
app.UseProxies();
app.UseHttpLimits().UseResponseIdleTimeout();
app.MapDefaultEndpoints();
app.UseTus();
app.UseWebSockets();
app.MapForwardTransfer();
app.Run();
