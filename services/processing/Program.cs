using UploadProcessing.Processing;
using UploadProcessing.Processing.Notifications;
using UploadProcessing.Processing.Steps.Delay;
using UploadProcessing.Processing.Steps.Policy;
using UploadProcessing.Processing.Steps.Remote;
using UploadProcessing.Processing.Steps.VirusScan;
using UploadProcessing.Processing.Steps.Webhook;
using UploadProcessing.ServiceDefaults;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.AddNatsClient("nats");      // its health check is this participant's: no connection, not ready
builder.AddNatsJetStream();
builder.AddUploadProcessing();
builder.AddPolicyStep().AddVirusScanStep().AddWebhookStep().AddRemoteStep().AddDelayStep();
builder.AddNotifications();

var app = builder.Build();
app.MapDefaultEndpoints();
app.MapStepCallbacks();
app.Run();
