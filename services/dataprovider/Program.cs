using UploadProcessing.DataProvider;
using UploadProcessing.DataProvider.Administration;
using UploadProcessing.Maintenance;
using UploadProcessing.DataProvider.Finalization;
using UploadProcessing.DataProvider.Processing;
using UploadProcessing.DataProvider.Progress;
using UploadProcessing.DataProvider.Simple;
using UploadProcessing.DataProvider.Transfer;
using UploadProcessing.DataProvider.Tus;
using UploadProcessing.ServiceDefaults;
using UploadProcessing.ServiceDefaults.Http;

if (MaintenanceCommands.IsCommand(args))
{
    return await MaintenanceCommands.RunAsync(args, Console.Out, Console.Error);
}

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.AddOwnedStorage();
builder.AddUploadEvents();
builder.AddDataPath();
builder.Services.AddTransferTokens();
builder.AddTus();
builder.AddProgress();
builder.AddAdministration();

var app = builder.Build();
app.UseHttpLimits();
app.MapDefaultEndpoints();
app.MapPutContent();
app.MapGetContent();
app.MapTus();
app.MapGetUploadContent();
app.MapProgress();
app.Run();
return 0;
