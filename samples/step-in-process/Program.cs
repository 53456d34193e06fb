using UploadProcessing.Processing;
using UploadProcessing.Processing.Steps;
using UploadProcessing.Samples.StepInProcess;
using UploadProcessing.ServiceDefaults;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.AddNatsClient("nats");
builder.AddNatsJetStream();
builder.AddUploadProcessing();
builder.AddProcessingStep<NoProgramsStep>("no-programs");      // the one line

var app = builder.Build();
app.MapDefaultEndpoints();
app.Run();
